import { moveStock } from '../../src/modules/mall';
import { ProgramCatalogue } from '../../src/modules/programs';
import { createPaymentWork } from '../../src/payment-work';
import { inTransaction } from '../../src/platform/database/unit-of-work';
import { createLog } from '../../src/platform/log';
import { createFieldCipher } from '../../src/platform/secrets';
import { createSupplyWork } from '../../src/supply-work';
import { describeOnEachDatabase } from '../support/databases';
import { addProduct, shelve } from '../support/shelf';
import { statementsDuring } from '../support/statements';
import { SupplyBench } from '../support/supplies';
import { tableRows } from '../support/table-rows';

jest.setTimeout(120_000);

const DAY_MS = 86_400_000;
const IMPORTED = 'imported duplicates sku { available }';
interface Imported {
  imported: number | null;
  duplicates: number | null;
  sku: { available: number } | null;
}
interface Revealed {
  cardCode: { id: string; state: string } | null;
  code: { number: string; secret: string | null } | null;
}

describeOnEachDatabase('card codes', (kind) => {
  let bench: SupplyBench;
  let drawn = 0;
  beforeAll(async () => {
    bench = await SupplyBench.start(kind);
  });
  afterAll(() => bench.proveAndClose());

  const shelf = () => {
    // The catalogue looks for changes once a second.
    bench.server.clock.advance({ seconds: 2 });
    return addProduct(bench.server, { kind: 'ONLINE_BENEFIT', fulfilment: '{"by":"cardCodes"}', stock: 0 });
  };
  const inDays = (days: number) => new Date(bench.server.clock.businessNow().getTime() + days * DAY_MS).toISOString();
  /** Codes that no test has seen. */
  const codes = (count: number, days = 30) =>
    Array.from({ length: count }, () => {
      drawn += 1;
      return {
        number: `CARDNO-${String(drawn).padStart(6, '0')}`,
        secret: `SECRET-${drawn}-x`,
        validUntil: inDays(days),
      };
    });
  const importing = (skuId: string, list: object[], more: object = {}) =>
    bench.call<Imported>('cardCodesImport', { skuId, codes: list, reason: '采购', ...more }, { selection: IMPORTED });
  const reveal = async (cardCodeId: string, { member = 'lin', key = bench.key() } = {}) =>
    bench.call<Revealed>(
      'cardCodeReveal',
      { idempotencyKey: key, cardCodeId },
      { token: await bench.tokenOf(member), selection: 'cardCode { id state } code { number secret } order { state }' },
    );
  /** All that is stored, but for what signing in on the way leaves: a session, and its key. */
  const stored = async () => {
    const { session: _, refresh_token: __, identity = [], ...rows } = await tableRows(bench.server.database);
    return { ...rows, identity: identity.map((row) => ({ ...row, session_key: null })) };
  };
  /** What a call that is refused is refused with; it writes nothing. */
  const refusedBy = async (call: () => Promise<{ refused: string[] }>) => {
    const before = await stored();
    const { refused } = await call();
    expect(await stored()).toEqual(before);
    return refused;
  };

  it('are imported into pool and stock at once, each once, and told nobody', async () => {
    const { skuId, skuRow } = await shelf();
    const list = codes(3);
    const key = bench.key();
    const first = { imported: 3, duplicates: 1, sku: { available: 3 } };
    const again = { ...list[0], validUntil: inDays(90) };
    expect((await importing(skuId, [...list, again], { idempotencyKey: key })).payload).toEqual(first);
    expect((await importing(skuId, [...list, again], { idempotencyKey: key })).payload).toEqual(first);
    const known = await importing(skuId, [...codes(1), ...list.slice(0, 2)]);
    expect(known.payload).toEqual({ imported: 1, duplicates: 2, sku: { available: 4 } });
    const { skuId: other } = await shelf();
    expect((await importing(other, list)).payload).toEqual({ imported: 0, duplicates: 3, sku: { available: 0 } });
    const lines = await bench.rows<{ kind: string; available: unknown }>(
      `SELECT kind, available FROM stock_entry WHERE sku_id = ${skuRow} AND available <> 0 ORDER BY id`,
    );
    expect(lines.map(({ kind: why, available }) => [why, Number(available)])).toEqual([
      ['RECEIVE', 3],
      ['RECEIVE', 1],
    ]);
    const stored = JSON.stringify([await tableRows(bench.server.database), bench.server.logLines]);
    expect(stored).toContain('cardCodesImport');
    for (const { number, secret } of list) for (const text of [number, secret]) expect(stored).not.toContain(text);
  });

  it('are refused where there is no pool, when too old, malformed, or under a key that came with others', async () => {
    const { skuId } = await shelf();
    const byHand = await shelve(bench.server, `vip-${kind}`);
    const key = bench.key();
    await importing(skuId, codes(1), { idempotencyKey: key });
    const good = codes(1);
    const cases: [string, () => Promise<{ refused: string[] }>][] = [
      ['STATE_CONFLICT', () => importing(byHand, good)],
      ['NOT_FOUND', () => importing('sku_nothing', good)],
      ['INPUT_INVALID', () => importing(skuId, codes(1, -1))],
      ['INPUT_INVALID', () => importing(skuId, [{ ...good[0], number: ' ' }])],
      ['INPUT_INVALID', () => importing(skuId, [])],
      ['INPUT_INVALID', () => importing(skuId, good, { reason: '' })],
      ['IDEMPOTENCY_KEY_REUSED', () => importing(skuId, good, { idempotencyKey: key })],
      ['STATE_CONFLICT', () => bench.call('stockAdjust', { skuId, kind: 'RECEIVE', delta: 5, reason: '入库' })],
    ];
    for (const [code, call] of cases) expect(await refusedBy(call)).toEqual([code]);
  });

  it('come to who pays, soonest end first, and are shown once: again under the same key, or when staff allow it', async () => {
    const { skuId } = await shelf();
    const [late, soon, soonest] = [codes(1, 30)[0], codes(1, 20)[0], { ...codes(1, 10)[0], secret: undefined }];
    await importing(skuId, [late, soon, soonest] as object[]);
    const orderId = await bench.placed({ skuId, quantity: 2 });
    await bench.work();
    const order = await bench.order(orderId);
    expect([order.state, order.actions]).toEqual(['RECEIVED', []]);
    const [first, second] = order.cardCodes;
    if (!first || !second) throw new Error('There are no codes.');
    expect(order.cardCodes.map(({ state, hint }) => [state, hint])).toEqual([
      ['READY', soon?.number?.slice(-4)],
      ['READY', soonest.number?.slice(-4)],
    ]);

    expect(await refusedBy(() => reveal(first.id, { member: 'chen' }))).toEqual(['NOT_FOUND']);
    const key = bench.key();
    const shown = { number: soon?.number, secret: soon?.secret };
    const revealed = { cardCode: { state: 'REVEALED' }, code: shown };
    expect((await reveal(first.id, { key })).payload).toMatchObject(revealed);
    expect(await refusedBy(() => reveal(first.id))).toEqual(['CARD_CODE_REVEALED']);
    expect((await reveal(first.id, { key })).payload).toMatchObject(revealed);
    expect((await reveal(second.id)).payload.code).toEqual({ number: soonest.number, secret: null });

    const reopen = () => bench.call('cardCodeReopen', { cardCodeId: first.id, reason: '截图丢失' });
    expect((await reopen()).refused).toEqual([]);
    expect(await refusedBy(reopen)).toEqual(['STATE_CONFLICT']);
    expect((await reveal(first.id)).payload.code).toEqual(shown);
    expect(await refusedBy(() => reveal(first.id))).toEqual(['CARD_CODE_REVEALED']);
    const query = `query ($id: ID!) { node(id: $id) { ... on MallOrder { cardCodes { reveals { address } } } } }`;
    const { data } = await bench.server.graphql(query, { token: 'demo-viewer', variables: { id: orderId } });
    const address = expect.stringContaining('127.0.0.1');
    expect(data).toEqual({
      node: { cardCodes: [{ reveals: [{ address }, { address }] }, { reveals: [{ address }] }] },
    });
    const stored = JSON.stringify([await tableRows(bench.server.database), bench.server.logLines]);
    expect(stored).not.toContain(soon?.number);
  });

  it('that ran out of time are never given: then all or nothing, with points and cash back, and stock as it is', async () => {
    const { skuId, skuRow } = await shelf();
    await importing(skuId, [...codes(1, 30), ...codes(3, 1)]);
    const points = await bench.points();
    const orderId = await bench.placed({ skuId, quantity: 2 });
    const cashId = await bench.paid(skuId);
    bench.server.clock.advance({ days: 2 });
    await bench.work();
    await bench.work();
    // The order that came first wanted two; the one code that is good serves the other.
    expect(await bench.order(orderId)).toMatchObject({
      ...{ state: 'FULFILMENT_FAILED', returnedPoints: 200, cardCodes: [] },
    });
    expect(await bench.order(cashId)).toMatchObject({ state: 'RECEIVED', refundedFen: 0 });
    expect(await bench.points()).toBe(points - 60);
    expect(await bench.stock(skuRow)).toEqual([0, 0, 1]);

    await importing(skuId, codes(1, 1));
    const late = await bench.paid(skuId);
    bench.server.clock.advance({ days: 2 });
    await bench.work();
    expect(await bench.order(late)).toMatchObject({ state: 'FULFILMENT_FAILED', returnedPoints: 60, refundedFen: 990 });
    expect(await bench.rows('SELECT amount_fen FROM payment_refund')).toHaveLength(1);
    expect([await bench.points(), await bench.stock(skuRow)]).toEqual([points - 60, [0, 0, 1]]);

    await importing(skuId, codes(2, 1));
    bench.server.clock.advance({ days: 2 });
    await bench.server.nightly();
    expect(await bench.stock(skuRow)).toEqual([0, 0, 1]);
    expect((await bench.place({ skuId })).refused).toEqual(['OUT_OF_STOCK']);
  });

  it('go back to the pool with an order that staff refund, unless somebody has seen them', async () => {
    const { skuId, skuRow } = await shelf();
    await importing(skuId, codes(3));
    const orderId = await bench.placed({ skuId, quantity: 3 });
    await bench.work();
    const [seen, reopened, unseen] = (await bench.order(orderId)).cardCodes;
    if (!seen || !reopened || !unseen) throw new Error('There are no codes.');
    for (const { id } of [seen, reopened]) await reveal(id);
    await bench.call('cardCodeReopen', { cardCodeId: reopened.id, reason: '截图丢失' });
    const refund = (points: number) => bench.call('mallOrderRefund', { orderId, points, reason: '投诉' });
    await refund(100);
    expect(await bench.stock(skuRow)).toEqual([0, 0, 3]);
    await refund(200);
    expect(await bench.order(orderId)).toMatchObject({ state: 'REFUNDED', cardCodes: [{ id: seen.id }] });
    expect(await bench.stock(skuRow)).toEqual([1, 0, 2]);
    for (const { id } of [reopened, unseen]) {
      expect(['NOT_FOUND', 'ORDER_STATE_CONFLICT']).toContain((await refusedBy(() => reveal(id)))[0]);
    }
    const next = await bench.placed({ skuId }, 'chen');
    await bench.work();
    expect((await bench.order(next, 'chen')).cardCodes).toMatchObject([{ id: unseen.id, revealedAt: null }]);
  });

  it('are never given twice: of 32 orders at once, as many get one as there are', async () => {
    const { server } = bench;
    const { skuId, skuRow } = await shelf();
    await importing(skuId, codes(5));
    // As if the stock had gone wrong: 32 can be ordered.
    await inTransaction(server.database, (tx) =>
      moveStock(tx, {
        ...{ skuId: skuRow, kind: 'ADJUST', available: 27, reserved: 0, sold: 0, actor: 'test', reason: 'test' },
        at: server.clock.businessNow(),
      }),
    );
    const members = ['lin', 'chen', 'zhou', 'wu'];
    const points = await Promise.all(members.map((member) => bench.points(member)));
    const owners = Array.from({ length: 32 }, (_, index) => members[index % 4] ?? '');
    const orders = await Promise.all(owners.map((member) => bench.placed({ skuId }, member)));
    const database = await server.anotherInstance();
    const programs = new ProgramCatalogue(database, server.clock);
    const cipher = createFieldCipher(Buffer.from('5a'.repeat(32), 'hex'));
    const parts = { database, clock: server.clock, programs, log: createLog('silent') };
    const { fulfil } = createSupplyWork({ ...parts, suppliers: new Map(), cipher });
    const other = createPaymentWork({ ...parts, providers: {}, cipher, fulfil, worked: () => undefined });
    await Promise.all([server.workOnPayments(), other.run()]);
    await server.workOnPayments();
    const found = await Promise.all(orders.map((id, index) => bench.order(id, owners[index])));
    const served = found.filter(({ state }) => state === 'RECEIVED');
    expect(served).toHaveLength(5);
    expect(new Set(served.map(({ cardCodes }) => cardCodes[0]?.id)).size).toBe(5);
    expect(found.filter(({ state }) => state === 'FULFILMENT_FAILED')).toHaveLength(27);
    const left = await Promise.all(members.map((member) => bench.points(member)));
    const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);
    expect([sum(left), await bench.stock(skuRow)]).toEqual([sum(points) - 500, [0, 0, 5]]);
  });

  it('cost a list of orders the same, however long it is', async () => {
    const query = `query ($first: Int!) { me { orders(first: $first) { edges { node {
      state supply { state } cardCodes { id state } } } } } }`;
    const token = await bench.tokenOf();
    const { skuId } = await shelf();
    await importing(skuId, codes(5));
    for (let orders = 0; orders < 5; orders++) await bench.placed({ skuId });
    await bench.work();
    type Answer = { me: { orders: { edges: { node: { cardCodes: object[] } }[] } } };
    const asked = async (first: number) => {
      let found = 0;
      const statements = await statementsDuring(bench.server.database, async () => {
        const { data } = await bench.server.graphql<Answer>(query, { token, variables: { first } });
        found = data.me.orders.edges.filter(({ node }) => node.cardCodes.length === 1).length;
      });
      return { found, statements: statements.length };
    };
    const [one, five] = [await asked(1), await asked(5)];
    expect([one.found, five.found]).toEqual([1, 5]);
    expect(five.statements).toBe(one.statements);
  });
});
