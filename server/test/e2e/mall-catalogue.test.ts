import { MallCatalogue, stockFaults } from '../../src/modules/mall';
import { describeOnEachDatabase } from '../support/databases';
import { adjustStock, offerProduct, productMutation } from '../support/mall';
import { statementsDuring } from '../support/statements';
import { startTestServer, type TestServer } from '../support/test-server';

jest.setTimeout(60_000);

interface Listed {
  mallProducts: {
    edges: { node: { code: string; name: string; pointsFrom: number; images: string[] } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}

const list = `query ($first: Int!, $after: String, $filter: MallProductFilter, $sort: MallProductSort = RECOMMENDED) {
  mallProducts(first: $first, after: $after, filter: $filter, sort: $sort) {
    edges { node { code name pointsFrom images } } pageInfo { hasNextPage endCursor } } }`;

describeOnEachDatabase('the catalogue of the mall', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(kind, { errands: true });
  });
  // Callers who are not signed in can afford so much in so much time.
  beforeEach(() => server.clock.advance({ seconds: 30 }));
  afterAll(async () => {
    expect(await stockFaults(server.database)).toEqual([]);
    await server.close();
  });

  const page = async (variables: Record<string, unknown>, options: { token?: string; language?: string } = {}) =>
    (await server.graphql<Listed>(list, { variables: { first: 50, ...variables }, ...options })).data.mallProducts;
  const codes = async (variables: Record<string, unknown>, token?: string) =>
    (await page(variables, { token })).edges.map(({ node }) => node.code);

  it('shows the demo’s products with a picture of each, in the reader’s language', async () => {
    const { edges } = await page({});
    expect(edges.length).toBe(26);
    expect(edges[0]?.node).toMatchObject({ code: 'ad-free-day', name: '视频免广告日卡', pointsFrom: 10 });
    expect((await page({ first: 1 }, { language: 'en' })).edges[0]?.node.name).toBe('Ad-free video, one day');
    expect(new Set(edges.map(({ node }) => node.images[0])).size).toBe(26);
    const [image = ''] = edges[0]?.node.images ?? [];
    const picture = await fetch(`${server.url}${new URL(image).pathname}`);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    const { data } = await server.graphql('{ mallCategories { code name } }');
    expect(data).toMatchObject({ mallCategories: [{ code: 'small', name: '小积分专区' }, {}, {}, {}, {}] });
  });

  it('finds by words in either language, by category and by kind', async () => {
    expect(await codes({ filter: { text: '耳机' } })).toEqual(['earbuds', 'headphones']);
    expect(await codes({ filter: { text: 'CANCELLING  headphones' } })).toEqual(['headphones']);
    expect(await codes({ filter: { text: '话费流量 10 元' } })).toEqual(['credit-10']);
    expect(await codes({ filter: { category: 'top-up' } })).toEqual(['credit-10', 'credit-50', 'data-1g']);
    expect(await codes({ filter: { kinds: ['TOP_UP'], category: 'small' } })).toEqual(['data-100m']);
    expect(await codes({ filter: { text: 'nothing like it' } })).toEqual([]);
  });

  it('sorts, and pages through each order without a gap or a repetition', async () => {
    for (const sort of ['RECOMMENDED', 'POINTS_ASC', 'POINTS_DESC', 'NEWEST', 'POPULAR']) {
      const whole = await codes({ sort });
      const paged: string[] = [];
      let after: string | null = null;
      for (let pages = 0; pages < 10; pages++) {
        const { edges, pageInfo } = await page({ sort, first: 7, after });
        paged.push(...edges.map(({ node }) => node.code));
        after = pageInfo.endCursor;
        if (!pageInfo.hasNextPage) break;
      }
      expect(paged).toEqual(whole);
    }
    const prices = (await page({ sort: 'POINTS_ASC' })).edges.map(({ node }) => node.pointsFrom);
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
  });

  it('goes on after a product that has left the shelf meanwhile', async () => {
    const all = await codes({});
    const { edges, pageInfo } = await page({ first: 3 });
    const last = edges[2]?.node.code;
    const query = `{ mallProducts(first: 3) { edges { node { id } } } }`;
    type Ids = { mallProducts: { edges: { node: { id: string } }[] } };
    const productId = (await server.graphql<Ids>(query)).data.mallProducts.edges[2]?.node.id ?? '';
    await productMutation(server, 'mallProductUnpublish', { productId });
    expect(await codes({})).toEqual(all.filter((code) => code !== last));
    expect(await codes({ after: pageInfo.endCursor })).toEqual(all.slice(3));
    const read = '{ mallProduct(id: "ID") { code } }'.replace('ID', productId);
    expect((await server.graphql(read)).data).toEqual({ mallProduct: null });
    expect((await server.graphql(read, { token: 'demo-viewer' })).data).toEqual({ mallProduct: { code: last } });
    await productMutation(server, 'mallProductPublish', { productId });
  });

  it('shows drafts to staff alone', async () => {
    await productMutation(server, 'mallProductCreate', {
      ...{ code: 'draft', kind: 'PHYSICAL', fulfilment: { by: 'COURIER' } },
      ...{ name: { zh: '草稿', en: 'Draft' }, description: { zh: '草稿', en: 'Draft' } },
      skus: [{ code: 'draft', pointsPrice: 1 }],
    });
    expect(await codes({ filter: { text: 'draft' } }, 'demo-viewer')).toEqual([]);
    expect(await codes({ filter: { states: ['DRAFT'] } }, 'demo-viewer')).toEqual(['draft']);
    const { errors } = await server.graphql(list, { variables: { first: 1, filter: { states: ['DRAFT'] } } });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('tells a member what they have the points and the level for', async () => {
    const { accessToken } = await server.signIn('lin');
    const { data } = await server.graphql<{
      me: { points: { available: number }; level: { level: { code: string } } };
    }>('{ me { points { available } level { level { code } } } }', { token: accessToken });
    const { available } = data.me.points;
    expect(data.me.level.level.code).not.toBe('diamond');
    await offerProduct(server, 'for-diamonds', { levels: ['diamond'], sort: 9000 });
    await offerProduct(server, 'just', { skus: [{ code: 'just', pointsPrice: available }], sort: 9001 });
    await offerProduct(server, 'too-much', { skus: [{ code: 'too-much', pointsPrice: available + 1 }], sort: 9002 });
    const found = await codes({ filter: { affordable: true } }, accessToken);
    expect(found).toContain('just');
    expect(found).not.toContain('too-much');
    expect(found).not.toContain('for-diamonds');
    expect(await codes({})).toContain('for-diamonds');
    expect(await codes({ filter: { affordable: true } })).toEqual([]);
  });

  it('puts products on the shelf and takes them off as time passes', async () => {
    const from = new Date(server.clock.businessNow().getTime() + 60_000);
    const until = new Date(from.getTime() + 60_000);
    await offerProduct(server, 'timed', { shelfFrom: from.toISOString(), shelfUntil: until.toISOString() });
    const shown = async () => (await codes({ filter: { text: 'timed' } })).length;
    expect(await shown()).toBe(0);
    server.clock.moveTo(new Date(from.getTime() - 1));
    expect(await shown()).toBe(0);
    server.clock.moveTo(from);
    expect(await shown()).toBe(1);
    server.clock.moveTo(new Date(until.getTime() - 1));
    expect(await shown()).toBe(1);
    server.clock.moveTo(until);
    expect(await shown()).toBe(0);
  });

  it('is seen by another instance within a second', async () => {
    const other = new MallCatalogue(await server.anotherInstance(), server.clock);
    const before = (await other.current()).products.size;
    const { id } = await offerProduct(server, 'seen');
    expect((await other.current()).products.size).toBe(before);
    server.clock.advance({ seconds: 1 });
    expect((await other.current()).products.size).toBe(before + 1);
    expect(id).toMatch(/^prd_/);
  });

  it('tells the stock as it is now, and reads as much for many products as for one', async () => {
    const { skus } = await offerProduct(server, 'few', { stock: 1 });
    const query = `query ($first: Int!) { mallProducts(first: $first, sort: NEWEST) {
      edges { node { code images category { name } skus { available soldOut sold product { code } } } } } }`;
    const read = async (first: number) =>
      (await server.graphql(query, { token: 'demo-viewer', variables: { first } })).data;
    expect(JSON.stringify(await read(100))).toContain(
      '"code":"few","images":[],"category":null,"skus":[{"available":1',
    );
    await adjustStock(server, skus[0]?.id ?? '', -1);
    expect(JSON.stringify(await read(100))).toContain('"skus":[{"available":0,"soldOut":true');
    const one = await statementsDuring(server.database, () => read(1));
    const many = await statementsDuring(server.database, () => read(30));
    expect(many.length).toBe(one.length);
  });
});
