import { stockFaults } from '../../src/modules/mall';
import { describeOnEachDatabase } from '../support/databases';
import {
  adjustStock,
  offerProduct,
  type ProductOutcome,
  productInput,
  productMutation,
  sendPicture,
  svgPicture,
} from '../support/mall';
import { countOf } from '../support/rows';
import { mutate, refusalsOf } from '../support/sessions';
import { statementsDuring } from '../support/statements';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';

jest.setTimeout(60_000);

describeOnEachDatabase('what staff do in the mall', (kind) => {
  let server: TestServer;
  let mug: ProductOutcome;
  beforeAll(async () => {
    server = await startTestServer(kind);
    const input = { code: 'home', name: { zh: '家居', en: 'Home' }, sort: 1 };
    const saved = await mutate(server, 'mallCategorySave', input, { token: 'demo-operator' });
    expect(refusalsOf(saved)).toEqual([]);
    mug = await offerProduct(server, 'mug', { category: 'home' });
  });
  afterAll(async () => {
    expect(await stockFaults(server.database)).toEqual([]);
    await server.close();
  });

  const skuId = () => mug.skus[0]?.id ?? '';
  const create = (code: string, changes: Record<string, unknown>) =>
    productMutation(server, 'mallProductCreate', productInput(code, changes));
  const update = (changes: Record<string, unknown>) =>
    productMutation(server, 'mallProductUpdate', { productId: mug.id, ...changes });

  /** Runs a call that must be refused, and sees that it left everything as it was. */
  async function expectRefused(
    run: () => Promise<Parameters<typeof refusalsOf>[0]>,
    code: string,
    field: string,
  ): Promise<void> {
    const before = await tableRows(server.database);
    expect(refusalsOf(await run())).toContainEqual({ code, field: field.split('.') });
    expect(await tableRows(server.database)).toEqual(before);
  }

  it.each([
    ['INPUT_INVALID', 'code', { code: 'Big Mug' }],
    ['INPUT_INVALID', 'name.en', { name: { zh: '杯', en: ' ' } }],
    ['INPUT_INVALID', 'skus', { skus: [] }],
    ['INPUT_INVALID', 'skus.0.pointsPrice', { skus: [{ code: 'x', pointsPrice: 0 }] }],
    ['INPUT_INVALID', 'skus.0.cashFen', { skus: [{ code: 'x', pointsPrice: 10, cashPoints: 5 }] }],
    ['INPUT_INVALID', 'skus.0.cashPoints', { skus: [{ code: 'x', pointsPrice: 10, cashPoints: 10, cashFen: 1 }] }],
    [
      'INPUT_INVALID',
      'skus.1.code',
      {
        skus: [
          { code: 'x', pointsPrice: 1 },
          { code: 'x', pointsPrice: 2 },
        ],
      },
    ],
    ['INPUT_INVALID', 'limits.0.count', { limits: [{ count: 0, per: 'DAY' }] }],
    ['INPUT_INVALID', 'levels', { levels: [] }],
    ['INPUT_INVALID', 'fulfilment.by', { fulfilment: { by: 'CARD_CODES' } }],
    ['INPUT_INVALID', 'fulfilment.supplier', { kind: 'TOP_UP', fulfilment: { by: 'SUPPLIER', item: 'a' } }],
    ['INPUT_INVALID', 'shelfUntil', { shelfFrom: '2026-04-01T00:00:00Z', shelfUntil: '2026-04-01T00:00:00Z' }],
    ['LEVEL_UNKNOWN', 'levels.0', { levels: ['emperor'] }],
    ['LEVEL_UNKNOWN', 'limits.0.levels.0', { limits: [{ count: 1, per: 'EVER', levels: ['emperor'] }] }],
    ['NOT_FOUND', 'category', { category: 'nowhere' }],
    ['NOT_FOUND', 'images.0', { images: [`${'0'.repeat(64)}.png`] }],
    ['ALREADY_EXISTS', 'code', { code: 'mug', skus: [{ code: 'other', pointsPrice: 1 }] }],
    ['ALREADY_EXISTS', 'skus.0.code', { skus: [{ code: 'mug', pointsPrice: 1 }] }],
  ])('refuses a product: %s at %s', async (code, field, changes) => {
    await expectRefused(() => create('new', changes), code, field);
  });

  it('lets only operators write, and says so to others', async () => {
    for (const token of ['demo-viewer', undefined]) {
      const { errors } = await mutate(server, 'mallProductPublish', { productId: mug.id }, { token });
      expect(errors?.[0]?.extensions.code).toBe(token ? 'FORBIDDEN' : 'UNAUTHENTICATED');
    }
  });

  it('keeps what an update leaves out, and logs what differs', async () => {
    const limits = [{ count: 2, per: 'MONTH', levels: ['gold'] }];
    await update({ limits, skus: [{ code: 'mug', alertAt: 3 }] });
    const answer = await update({ name: { zh: '马克杯', en: 'Mug' }, skus: [{ code: 'mug', pointsPrice: 120 }] });
    expect(answer.data.payload.product).toMatchObject({ name: '马克杯', state: 'PUBLISHED' });
    const query = `query ($id: ID!) {
      mallProduct(id: $id) { description category { code } limits { count per levels } skus { pointsPrice marketPriceFen alertAt } }
      operations(first: 1, filter: { object: $id, actor: "staff:Demo operator" }) { edges { node { actor action objectId details } } } }`;
    const { data } = await server.graphql(query, { token: 'demo-viewer', variables: { id: mug.id } });
    expect(data).toMatchObject({
      mallProduct: {
        description: '说明',
        category: { code: 'home' },
        limits,
        skus: [{ pointsPrice: 120, marketPriceFen: 990, alertAt: 3 }],
      },
      operations: {
        edges: [{ node: { actor: 'staff:Demo operator', action: 'mallProductUpdate', objectId: mug.id } }],
      },
    });
    const [edge] = (data as unknown as { operations: { edges: { node: { details: object } }[] } }).operations.edges;
    expect(Object.keys(edge?.node.details ?? {}).sort()).toEqual(['name', 'sku:mug']);
  });

  it('clears what may be nothing by null', async () => {
    await update({ shelfUntil: '2030-01-01T00:00:00Z', levels: ['gold'] });
    await update({ shelfUntil: null, levels: null, category: null });
    const query = 'query ($id: ID!) { mallProduct(id: $id) { shelfUntil levels category { code } } }';
    const { data } = await server.graphql(query, { token: 'demo-viewer', variables: { id: mug.id } });
    expect(data).toEqual({ mallProduct: { shelfUntil: null, levels: null, category: null } });
    await update({ category: 'home' });
  });

  it('adds variants, and removes those that never had stock', async () => {
    const added = await update({ skus: [{ code: 'mug-red', pointsPrice: 130 }] });
    expect(added.data.payload.product?.skus.map(({ code }) => code)).toEqual(['mug', 'mug-red']);
    await expectRefused(() => update({ removeSkus: ['mug'] }), 'STATE_CONFLICT', 'removeSkus');
    await expectRefused(() => update({ removeSkus: ['mug', 'mug-red'] }), 'INPUT_INVALID', 'removeSkus');
    await expectRefused(() => update({ removeSkus: ['nothing'] }), 'NOT_FOUND', 'removeSkus');
    const removed = await update({ removeSkus: ['mug-red'] });
    expect(removed.data.payload.product?.skus.map(({ code }) => code)).toEqual(['mug']);
  });

  it('publishes and unpublishes, each once', async () => {
    const publish = () => productMutation(server, 'mallProductPublish', { productId: mug.id });
    await expectRefused(publish, 'STATE_CONFLICT', 'productId');
    const taken = await productMutation(server, 'mallProductUnpublish', { productId: mug.id });
    expect(taken.data.payload.product?.state).toBe('UNPUBLISHED');
    expect((await publish()).data.payload.product?.state).toBe('PUBLISHED');
    const unknown = () => productMutation(server, 'mallProductPublish', { productId: 'prd_nothing' });
    await expectRefused(unknown, 'NOT_FOUND', 'productId');
  });

  it('never goes below zero with a stock, and does each adjustment once', async () => {
    const { data } = await adjustStock(server, skuId(), -4, { idempotencyKey: 'once' });
    expect(data.payload.sku?.available).toBe(6);
    const again = await adjustStock(server, skuId(), -4, { idempotencyKey: 'once' });
    expect(again.data.payload.sku?.available).toBe(6);
    await expectRefused(() => adjustStock(server, skuId(), -7), 'OUT_OF_STOCK', 'delta');
    await expectRefused(() => adjustStock(server, skuId(), -1, { kind: 'RECEIVE' }), 'INPUT_INVALID', 'delta');
    await expectRefused(() => adjustStock(server, skuId(), 1, { reason: ' ' }), 'INPUT_INVALID', 'reason');
    await expectRefused(() => adjustStock(server, 'sku_nothing', 1), 'NOT_FOUND', 'skuId');
    await adjustStock(server, skuId(), 4);
  });

  it('lets 64 at once take away no more than there is', async () => {
    const takes = await Promise.all(Array.from({ length: 64 }, () => adjustStock(server, skuId(), -1)));
    const refused = takes.flatMap((take) => refusalsOf(take));
    expect(refused).toEqual(Array.from({ length: 54 }, () => ({ code: 'OUT_OF_STOCK', field: ['delta'] })));
    const { data } = await adjustStock(server, skuId(), 10, { kind: 'RECEIVE' });
    expect(data.payload.sku?.available).toBe(10);
  });

  it('shows the stock ledger of many variants by as many statements as of one, and who runs low', async () => {
    await offerProduct(server, 'pen', { stock: 2, skus: [{ code: 'pen', pointsPrice: 10, alertAt: 2 }] });
    await offerProduct(server, 'cup', { stock: 3, skus: [{ code: 'cup', pointsPrice: 10, alertAt: 2 }] });
    const query = `query ($first: Int!) { mallProducts(first: $first, sort: NEWEST, filter: { states: [DRAFT, PUBLISHED] }) {
      edges { node { code skus { available stockEntries(first: 1) { edges { node { kind available actor reason } } pageInfo { hasNextPage } } } } } } }`;
    const read = (first: number) => server.graphql(query, { token: 'demo-viewer', variables: { first } });
    const one = await statementsDuring(server.database, () => read(1));
    const three = await statementsDuring(server.database, () => read(3));
    expect(three.length).toBe(one.length);
    const entry = { kind: 'RECEIVE', available: 2, actor: 'staff:Demo operator', reason: '盘点' };
    const stockEntries = { edges: [{ node: entry }], pageInfo: { hasNextPage: false } };
    expect(JSON.stringify((await read(100)).data)).toContain(JSON.stringify({ available: 2, stockEntries }));
    const alerts = '{ mallStockAlerts(first: 5) { edges { node { code available alertAt product { code } } } } }';
    expect((await server.graphql(alerts, { token: 'demo-viewer' })).data).toEqual({
      mallStockAlerts: { edges: [{ node: { code: 'pen', available: 2, alertAt: 2, product: { code: 'pen' } } }] },
    });
  });

  it('stores pictures by their content, once, and shows them with the product', async () => {
    const sent = await sendPicture(server, svgPicture());
    expect(sent.status).toBe(201);
    const { name, url } = (await sent.json()) as { name: string; url: string };
    expect((await (await sendPicture(server, svgPicture())).json()) as object).toEqual({ name, url });
    expect(await countOf(server.database, 'SELECT COUNT(*) AS n FROM media')).toBe(1);
    await update({ images: [name] });
    const { data } = await server.graphql('query ($id: ID!) { mallProduct(id: $id) { images } }', {
      variables: { id: mug.id },
    });
    expect(data).toEqual({ mallProduct: { images: [url] } });
    const got = await fetch(`${server.url}/media/${name}`);
    expect(Buffer.from(await got.arrayBuffer())).toEqual(svgPicture());
    expect(Object.fromEntries(got.headers)).toMatchObject({
      'content-type': 'image/svg+xml',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    for (const missing of [`${'0'.repeat(64)}.svg`, '..%2f..%2fetc%2fpasswd', 'package.json']) {
      expect((await fetch(`${server.url}/media/${missing}`)).status).toBe(404);
    }
  });

  it('takes pictures from operators alone, of known types, up to two megabytes', async () => {
    const before = await tableRows(server.database, 'media');
    const png = (length: number) =>
      Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(length - 8)]);
    const statusOf = async (bytes: Buffer, options: Parameters<typeof sendPicture>[2] = {}) =>
      (await sendPicture(server, bytes, options)).status;
    expect(await statusOf(svgPicture(), { token: null })).toBe(401);
    expect(await statusOf(svgPicture(), { token: 'nobody' })).toBe(401);
    expect(await statusOf(svgPicture(), { token: 'demo-viewer' })).toBe(403);
    expect(await statusOf(Buffer.from('GIF89a'), { type: 'image/gif' })).toBe(415);
    expect(await statusOf(Buffer.from('<html></html>'), { type: 'image/png' })).toBe(415);
    expect(await statusOf(png(64), { type: 'text/plain' })).toBe(415);
    expect(await statusOf(png(2 * 1024 * 1024 + 1), { type: 'image/png' })).toBe(413);
    expect(await tableRows(server.database, 'media')).toEqual(before);
    expect(await statusOf(png(2 * 1024 * 1024), { type: 'image/png' })).toBe(201);
  });
});
