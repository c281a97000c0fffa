import { insertRows, insertRowsForIds } from '../../src/platform/database/query';
import { inTransaction, type Tx } from '../../src/platform/database/unit-of-work';
import { decodeId } from '../../src/platform/ids';
import { describeOnEachDatabase } from '../support/databases';
import { record, type SentEvent, told } from '../support/events';
import { mutate, refusalsOf } from '../support/sessions';
import { statementsDuring } from '../support/statements';
import { startTestServer, type TestServer } from '../support/test-server';

// A hundred calls to begin with, on a busy machine.
jest.setTimeout(180_000);

const ROWS = 30;
const numbers = Array.from({ length: ROWS }, (_, index) => index + 1);

/** Thirty levels to climb, and so many tasks, benefits and coupons. */
const program = (offers: number) => {
  const each = (line: (number: number) => string) => numbers.slice(0, offers).map(line).join('\n');
  const level = (number: number) =>
    `      - { code: l${number}, name: L${number}, threshold: ${number * 10}, color: "#222222", benefits: [${numbers
      .slice(0, offers)
      .map((benefit) => `b${benefit}`)
      .join(', ')}] }`;
  return `
program: lists
name: Lists
timeZone: Asia/Shanghai
points: { pendingFor: P0D }
tracks:
  - code: growth
    name: Growth
    primary: true
    basis: { kind: growth }
    levels:
      - { code: base, name: Base, threshold: 0, color: "#111111" }
${numbers.map(level).join('\n')}
  - code: judged
    name: Judged
    basis: { kind: growth }
    upgrade: { when: immediate, review: true }
    levels:
      - { code: low, name: Low, threshold: 0, color: "#111111" }
      - { code: high, name: High, threshold: 1, color: "#222222" }
rules:
  - { code: order, on: order.completed, grant: { points: { perYuan: 1 }, growth: { perYuan: 1 } } }
wallet: {}
referral: { window: P30D, convertsOn: order.completed, inviter: { points: 1 }, invitee: { points: 1 }, limits: { registrationsPerHour: 100 } }
tasks:
${each((n) => `  - { code: t${n}, kind: newcomer, progress: { on: app.opened, count: 1 }, reward: { points: 1 } }`)}
benefits:
${each((n) => `  - { code: b${n}, name: B, kind: economic, layer: basic, entitlement: { quota: 1, per: month } }`)}
coupons:
${each((n) => `  - { code: c${n}, name: C, kind: freeShipping, validFor: P60D, stock: 1000, claimable: true }`)}
`;
};

const PAGE = '(first: $first)';
const each = (node: string) => `edges { node { ${node} } }`;
const why = 'why { rule source eventId programVersion }';

/** Lists of one member, for everybody who may see them. */
const ofMember: Record<string, string> = {
  'points.entries': `points { entries${PAGE} { ${each(`delta reason ${why}`)} } }`,
  'growth.entries': `growth { entries${PAGE} { ${each(`delta reason ${why}`)} } }`,
  'wallet.entries': `wallet { entries${PAGE} { ${each(`part line { delta ${why} }`)} } }`,
  coupons: `coupons${PAGE} { ${each('id state source template { code name }')} }`,
  levelHistory: `levelHistory${PAGE} { ${each('cause at level { name }')} }`,
  evidence: `level { why { text eventId entries${PAGE} { ${each('delta eventId rule')} } } }`,
  invitees: `referral { code invitees${PAGE} { ${each('nickname state invitedAt')} } }`,
  tasks: 'tasks { state task { code name reward { points } } }',
  benefits: 'benefits { state left lockedBy { name } benefit { code name } }',
};
const shipments = 'shipments { id trackingNumber carrier { name } events { at text state } }';
/** Lists of one member, for that member alone. */
const ofMine: Record<string, string> = {
  notifications: `notifications${PAGE} { ${each('title body createdAt')} }`,
  orders: `orders${PAGE} { ${each(`id number timeline { state } ${shipments}`)} }`,
};
const member = 'member { id nickname level { level { name } } }';

/** Lists of staff. */
const ofStaff: Record<string, string> = {
  members: `members${PAGE} { ${each('id ref nickname level { level { name } } points { available } tasks { state }')} }`,
  referrals: `referrals${PAGE} { ${each('state inviter { nickname } invitee { nickname growth { value } }')} }`,
  adjustments: `adjustments${PAGE} { ${each(`kind delta ${member}`)} }`,
  levelReviews: `levelReviews${PAGE} { ${each('id nickname level { level { name } }')} }`,
  mergeRequests: `mergeRequests${PAGE} { ${each(`state ${member} other { nickname points { available } }`)} }`,
  partners: `partners${PAGE} { ${each('clientId name createdAt')} }`,
  programVersions: `programVersions${PAGE} { ${each('number note publishedBy source')} }`,
  programSimulations: `programSimulations${PAGE} { ${each('state result { members } source')} }`,
};

/** Thirty orders that are on their way, each with a parcel of which one thing is known. */
async function insertOrders(tx: Tx, memberId: number, at: string): Promise<void> {
  const item = JSON.stringify({ name: { 'zh-CN': '杯', en: 'Cup' }, attributes: [], image: null, marketPriceFen: 1 });
  const order = {
    ...{ member_id: memberId, product_id: 1, sku_id: 1, kind: 'PHYSICAL', state: 'SHIPPED', item, quantity: 1 },
    ...{ pay_with: 'POINTS', points: 0, cash_fen: 0, returned_points: 0, refunded_fen: 0, hold_id: 'h', placed_at: at },
  };
  const orders = numbers.map(() => Object.values(order));
  const ids = await insertRowsForIds(tx, 'mall_order', Object.keys(order), orders);
  const changes = ids.map((id) => [id, 'SHIPPED', 'test', 'test', at]);
  await insertRows(tx, 'mall_order_change', ['order_id', 'to_state', 'actor', 'reason', 'at'], changes);
  const columns = ['order_id', 'carrier', 'tracking_number', 'quantity', 'shipped_at', 'state', 'failures'];
  const parcels = ids.map((id) => [id, 'ems', `EMS${id}`, 1, at, 'ON_THE_WAY', 0]);
  const shipmentIds = await insertRowsForIds(tx, 'shipment', columns, parcels);
  const events = shipmentIds.map((id) => [id, 'key', at, '到达上海']);
  await insertRows(tx, 'shipment_event', ['shipment_id', 'event_key', 'at', 'text'], events);
}

/** How many rows the longest list of an answer has. */
function rowsIn(data: unknown): number {
  if (typeof data !== 'object' || data === null) return 0;
  const own = Array.isArray(data) ? data.length : 0;
  return Math.max(own, ...Object.values(data).map(rowsIn));
}

describeOnEachDatabase('lists cost as many statements with 30 rows as with one:', (kind) => {
  let server: TestServer;
  let partner: string;
  let me: { id: string; token: string };
  const counted = new Map<string, number[]>();

  const send = async (events: SentEvent[]) => {
    expect(told((await record(server, partner, events)).results)).toEqual(events.map(() => 'APPLIED'));
  };
  const done = async (name: string, input: object, token: string, selection = '') => {
    expect(refusalsOf(await mutate(server, name, { ...input }, { token, selection }))).toEqual([]);
  };
  const order = (memberRef: string, eventId: string): SentEvent => ({
    ...{ type: 'order.completed', amountFen: 1_000, memberRef, eventId },
  });

  /** Thirty of everything: about `lin`, and of members, what is asked of staff, partners and programs. */
  async function fill(): Promise<void> {
    for (const n of numbers) {
      // Each at a time of its own, so that none of the messages are one.
      server.clock.moveTo(new Date(server.clock.businessNow().getTime() + 60_000));
      await send([order('lin', `lin-${n}`)]);
      const recharge = { idempotencyKey: `recharge-${n}`, memberRef: 'lin', amountFen: 100, paymentRef: `p-${n}` };
      await done('walletRechargeRecord', recharge, partner);
      const clientId = `shop-${n}`;
      await done('partnerCreate', { clientId, name: clientId, scopes: ['MEMBERS_READ'] }, 'demo-admin');
    }
    type Invite = { me: { id: string; referral: { code: string } } };
    const { data } = await server.graphql<Invite>('{ me { id referral { code } } }', { token: me.token });
    me.id = data.me.id;
    const inviteCode = data.me.referral.code;
    const registered = { type: 'member.registered', data: { inviteCode } };
    await send(numbers.map((n) => ({ ...registered, memberRef: `m-${n}`, eventId: `r-${n}` })));
    await server.dispatch();
    await send(numbers.map((n) => order(`m-${n}`, `m-${n}`)));
    await server.dispatch();
    const given = { memberId: me.id, reason: 'thanks' };
    const coupons = { ...given, idempotencyKey: 'coupons', template: 'c1', count: 10 };
    for (const part of ['a', 'b', 'c']) {
      await done('couponGrant', { ...coupons, idempotencyKey: part }, 'demo-operator');
    }
    for (const n of numbers) {
      await done('pointsAdjust', { ...given, idempotencyKey: `adjust-${n}`, delta: 1 }, 'demo-operator');
    }
    await inTransaction(server.database, async (tx) => {
      const ids: { id: number }[] = await tx.query('SELECT id FROM member ORDER BY id DESC LIMIT 31');
      const at = '2026-03-01 00:00:00.000';
      const requests = ids.slice(1).map(({ id }, index) => [id, ids[index]?.id ?? 0, 'OPEN', at]);
      await insertRows(tx, 'merge_request', ['member_id', 'other_id', 'state', 'requested_at'], requests);
      // As if they had run: those that are asked for would run beside what is counted.
      const columns = ['state', 'source', 'source_hash', 'diff', 'requested_by', 'created_at'];
      const more = ['members_total', 'members_done', 'inputs_done'];
      const simulations = numbers.map((n) => ['CANCELLED', program(n), '', '[]', 'test', at, 0, 0, 0]);
      await insertRows(tx, 'simulation', [...columns, ...more], simulations);
      await insertOrders(tx, decodeId('Member', me.id) ?? 0, at);
    });
  }

  beforeAll(async () => {
    server = await startTestServer(kind, { program: program(1) });
    partner = await server.partnerToken();
    me = { id: '', token: (await server.signIn('lin')).accessToken };
    await fill();
    await measure(1);
    for (const n of numbers.slice(1)) {
      await done('programPublish', { source: program(n), note: `with ${n}` }, 'demo-admin');
    }
    await measure(ROWS);
  });
  afterAll(() => server.close());

  /** Every list of the tables, with so many rows; the second time it is asked for, when everything is prepared. */
  async function measure(first: number): Promise<void> {
    me.token = (await server.signIn('lin')).accessToken;
    const count = async (name: string, selection: string, token: string, rows: number, variables: object = {}) => {
      const uses = (variable: string) => (selection.includes(`$${variable}`) ? [variable] : []);
      const types: Record<string, string> = { first: 'Int!', id: 'ID!' };
      const declared = ['first', 'id'].flatMap(uses).map((variable) => `$${variable}: ${types[variable]}`);
      const document = `query ${declared.length > 0 ? `(${declared.join(', ')})` : ''} { ${selection} }`;
      const ask = async () => {
        // The caller's bucket fills up again.
        server.clock.advance({ seconds: 10 });
        const { data, errors } = await server.graphql<unknown>(document, { token, variables: { first, ...variables } });
        expect([name, errors, rowsIn(data)]).toEqual([name, undefined, rows]);
      };
      await ask();
      const statements = await statementsDuring(server.database, ask);
      counted.set(name, [...(counted.get(name) ?? []), statements.length]);
    };
    for (const [name, list] of Object.entries({ ...ofMember, ...ofMine })) {
      await count(`me: ${name}`, `me { ${list} }`, me.token, first);
    }
    for (const [name, list] of Object.entries(ofMember)) {
      await count(`staff: ${name}`, `member(id: $id) { ${list} }`, 'demo-viewer', first, { id: me.id });
      const few = list.replaceAll(PAGE, '(first: 1)');
      await count(`members: ${name}`, `members${PAGE} { ${each(few)} }`, 'demo-viewer', first);
    }
    for (const [name, list] of Object.entries(ofStaff)) await count(`staff: ${name}`, list, 'demo-viewer', first);
    await count(
      'me: couponsOnOffer',
      `couponsOnOffer${PAGE} { ${each('code left myCount canClaim')} }`,
      me.token,
      first,
    );
  }

  const titles = [
    ...Object.keys({ ...ofMember, ...ofMine }).map((name) => `me: ${name}`),
    ...Object.keys(ofMember).flatMap((name) => [`staff: ${name}`, `members: ${name}`]),
    ...Object.keys(ofStaff).map((name) => `staff: ${name}`),
    'me: couponsOnOffer',
  ];
  it.each(titles)('%s', (name) => {
    const [one, many] = counted.get(name) ?? [];
    expect(one).toBeGreaterThan(0);
    expect(many).toBe(one);
  });
});
