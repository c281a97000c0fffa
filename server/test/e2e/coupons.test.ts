import { describeOnEachDatabase } from '../support/databases';
import { record } from '../support/events';
import { memberId } from '../support/members';
import { faultsOf } from '../support/proofs';
import { countOf } from '../support/rows';
import { mutate, refusalsOf } from '../support/sessions';
import { statementsDuring } from '../support/statements';
import { startTestServer, type TestServer } from '../support/test-server';

// 64 calls on a busy machine.
jest.setTimeout(120_000);

const program = `
program: coupons
name: Coupons
timeZone: Asia/Shanghai
tracks:
  - code: growth
    name: Growth
    primary: true
    levels:
      - { code: base, name: Base, threshold: 0, color: "#111111" }
      - { code: gold, name: { zh-CN: 黄金, en: Gold }, threshold: 100, color: "#222222", benefits: [ride, cake], gift: pack }
rules:
  - { code: order, on: order.completed, grant: { growth: { perYuan: 1 } } }
benefits:
  - { code: ride, name: Ride, kind: economic, layer: basic, entitlement: { quota: 2, per: month } }
  - { code: cake, name: Cake, kind: emotional, layer: emotional, grant: { coupon: ten }, when: birthday }
gifts: { pack: [{ coupon: ten }] }
coupons:
  - { code: ten, name: { zh-CN: 十元券, en: Ten }, kind: amountOff, offFen: 1000, minSpendFen: 2000, validFor: P15D, stock: 3, perMember: 1, claimable: true }
  - { code: tenth, name: Tenth, kind: percentOff, percent: 0.1, validFor: P15D, claimable: true, claim: { levels: [gold] } }
  - { code: hidden, name: Hidden, kind: freeShipping, validFor: P15D }
`;

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describeOnEachDatabase('coupons and benefits', (kind) => {
  let server: TestServer;
  let partner: string;
  beforeEach(async () => {
    server = await startTestServer(kind, { program });
    partner = await server.partnerToken();
  });
  afterEach(() => server.close());

  let calls = 0;
  const call = async (name: string, input: Record<string, unknown>, token: string, selection: string) => {
    calls += 1;
    const keyed = { idempotencyKey: `call-${calls}`, ...input };
    const answer = await mutate<Record<string, never>>(server, name, keyed, { token, selection });
    if (!answer.data) throw new Error(JSON.stringify(answer));
    return { payload: answer.data.payload as never as Record<string, never>, codes: refusalsOf(answer) };
  };
  const COUPON = 'coupon { id state discountFen template { code name } }';
  const claim = (token: string, template = 'ten', more = {}) =>
    call('couponClaim', { template, ...more }, token, COUPON) as unknown as Promise<{
      payload: { coupon: { id: string; state: string } | null };
      codes: { code: string }[];
    }>;
  const step = async (name: string, input: Record<string, unknown>, token = partner) => {
    const { payload, codes } = await call(name, input, token, COUPON);
    const coupon = payload.coupon as never as { state: string; discountFen: number | null } | null;
    return codes[0]?.code ?? `${coupon?.state} ${coupon?.discountFen ?? '-'}`;
  };
  const mine = async (token: string, state?: string) => {
    const text = `query ($state: CouponState) { me { coupons(state: $state, first: 10) { edges { node { id state source } } } } }`;
    type Answer = { me: { coupons: { edges: { node: { id: string; state: string; source: string } }[] } } };
    const { data } = await server.graphql<Answer>(text, { token, variables: { state } });
    return data.me.coupons.edges.map(({ node }) => node);
  };
  const order = (memberRef: string, yuan: number) =>
    record(server, partner, [{ eventId: `o-${memberRef}`, memberRef, type: 'order.completed', amountFen: yuan * 100 }]);

  it('are claimed once for a key, as often as anybody may, while there are any', async () => {
    const { accessToken: token } = await server.signIn('lin');
    const offers = `{ couponsOnOffer(first: 10) { edges { node { code left canClaim perMember myCount lockedBy { code } } } } }`;
    const onOffer = async () => {
      type Answer = { couponsOnOffer: { edges: { node: object }[] } };
      const { data } = await server.graphql<Answer>(offers, { token });
      return data.couponsOnOffer.edges.map(({ node }) => node);
    };
    const unlimited = { left: null, perMember: null, myCount: 0 };
    const tenth = { code: 'tenth', ...unlimited, canClaim: false, lockedBy: { code: 'gold' } };
    const ten = { code: 'ten', perMember: 1, lockedBy: null };
    expect(await onOffer()).toEqual([{ ...ten, left: 3, canClaim: true, myCount: 0 }, tenth]);
    const first = await claim(token, 'ten', { idempotencyKey: 'k' });
    expect(first.payload.coupon).toMatchObject({ state: 'AVAILABLE', template: { code: 'ten', name: '十元券' } });
    expect((await claim(token, 'ten', { idempotencyKey: 'k' })).payload).toEqual(first.payload);
    expect((await claim(token)).codes).toEqual([{ code: 'COUPON_LIMIT_REACHED', field: ['template'] }]);
    expect((await claim(token, 'hidden')).codes).toEqual([{ code: 'COUPON_NOT_CLAIMABLE', field: ['template'] }]);
    expect(await onOffer()).toEqual([{ ...ten, left: 2, canClaim: false, myCount: 1 }, tenth]);
    expect(await mine(token)).toEqual([{ id: first.payload.coupon?.id, state: 'AVAILABLE', source: 'claim' }]);
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
  });

  it('are locked, used and returned by the partner whose member has them, and nobody else', async () => {
    await order('wang', 10);
    const member = await memberId(server, 'wang');
    const given = await call(
      'couponGrant',
      { memberId: member, template: 'ten', reason: 'sorry' },
      'demo-operator',
      COUPON,
    );
    const couponId = (given.payload.coupon as never as { id: string }).id;
    const lock = { couponId, orderRef: 'A', orderAmountFen: 5000 };
    expect(await step('couponLock', { ...lock, orderAmountFen: 1999 })).toBe('COUPON_MIN_SPEND');
    expect(await step('couponLock', { ...lock, expiresIn: 'P31D' })).toBe('INPUT_INVALID');
    expect(await step('couponLock', lock)).toBe('LOCKED 1000');
    expect(await step('couponLock', lock)).toBe('COUPON_STATE_CONFLICT');
    expect(await step('couponUnlock', { couponId })).toBe('AVAILABLE -');
    expect(await step('couponLock', lock)).toBe('LOCKED 1000');
    expect(await step('couponRedeem', { couponId, discountFen: 1001 })).toBe('COUPON_DISCOUNT_EXCEEDED');
    const redeem = { couponId, discountFen: 900, idempotencyKey: 'once' };
    expect([await step('couponRedeem', redeem), await step('couponRedeem', redeem)]).toEqual([
      'REDEEMED 900',
      'REDEEMED 900',
    ]);
    expect(await step('couponReturn', { couponId })).toBe('AVAILABLE -');
    // Known to the server, not to a partner that does not know the member.
    const { accessToken } = await server.signIn('stranger');
    const other = (await claim(accessToken)).payload.coupon?.id;
    expect(await step('couponLock', { ...lock, couponId: other })).toBe('COUPON_NOT_FOUND');
    expect(await step('couponLock', { ...lock, couponId: 'cpn_none' })).toBe('COUPON_NOT_FOUND');
    expect(await mine(accessToken)).toHaveLength(1);
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
  });

  it('come with an upgrade and on a birthday, whatever is left, and expire', async () => {
    const { accessToken: token } = await server.signIn('lin');
    const born = { birthday: '1990-12-01' };
    expect(refusalsOf(await mutate(server, 'memberUpdate', born, { token }))).toEqual([]);
    const again = await mutate(server, 'memberUpdate', { birthday: '1990-12-02' }, { token });
    expect(refusalsOf(again)).toEqual([{ code: 'BIRTHDAY_LOCKED', field: ['birthday'] }]);
    const late = await mutate(server, 'memberUpdate', { birthday: '2190-12-02' }, { token });
    expect(refusalsOf(late)).toEqual([{ code: 'INPUT_INVALID', field: ['birthday'] }]);
    expect(await server.graphql('{ me { birthday } }', { token })).toMatchObject({ data: { me: born } });
    await order('wang', 200);
    const text = '{ member(ref: "wang") { coupons(first: 5) { edges { node { state source } } } } }';
    const { data } = await server.graphql(text, { token: 'demo-viewer' });
    const edges = [{ node: { state: 'AVAILABLE', source: 'gift pack' } }];
    expect(data).toEqual({ member: { coupons: { edges } } });
    const left = await server.graphql('{ couponsOnOffer(first: 1) { edges { node { left } } } }');
    expect(left.data).toEqual({ couponsOnOffer: { edges: [{ node: { left: 2 } }] } });
    server.clock.advance({ days: 20 });
    const later = await server.graphql(text, { token: 'demo-viewer' });
    expect(later.data).toEqual({
      member: { coupons: { edges: [{ node: { state: 'EXPIRED', source: 'gift pack' } }] } },
    });
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
  });

  it('take no more statements for more members', async () => {
    const text =
      '{ members(first: 50) { edges { node { coupons(first: 3) { edges { node { id } } } benefits { left } } } } }';
    const ask = async () => {
      const answer = await server.graphql(text, { token: 'demo-viewer' });
      expect(answer.errors).toBeUndefined();
    };
    await order('a', 200);
    const few = await statementsDuring(server.database, ask);
    for (const ref of ['b', 'c', 'd', 'e']) await order(ref, 200);
    const many = await statementsDuring(server.database, ask);
    expect(many.length).toBe(few.length);
  });

  it('the last one goes to exactly one of 64 who claim at once', async () => {
    const tokens: string[] = [];
    for (const index of numbers(64)) tokens.push((await server.signIn(`storm-${index}`)).accessToken);
    expect((await claim((await server.signIn('first')).accessToken)).codes).toEqual([]);
    expect((await claim((await server.signIn('second')).accessToken)).codes).toEqual([]);
    const journalled = () => countOf(server.database, 'SELECT COUNT(*) AS n FROM journal');
    const before = await journalled();
    const answers = await Promise.all(tokens.map((token) => claim(token)));
    const codes = answers.map(({ codes: [refusal] }) => refusal?.code ?? 'done').sort();
    expect(codes).toEqual([...numbers(63).map(() => 'COUPON_SOLD_OUT'), 'done']);
    const held = await Promise.all(tokens.map(async (token) => (await mine(token)).length));
    expect(held.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await journalled()).toBe(before + 1);
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
  });

  const BENEFIT = 'benefit { state quota used left benefit { code name } lockedBy { code } }';
  const consume = async (input: Record<string, unknown>, name = 'benefitConsume') => {
    const { payload, codes } = await call(name, { memberRef: 'wang', benefitCode: 'ride', ...input }, partner, BENEFIT);
    const shown = payload.benefit as never as { state: string; left: number } | null;
    return codes[0]?.code ?? `${shown?.state} ${shown?.left}`;
  };

  it('of a level are checked, reserved, confirmed, used and returned', async () => {
    expect(await consume({ ref: 'a' })).toBe('NOT_FOUND');
    await order('wang', 10);
    expect(await consume({ ref: 'a', mode: 'CHECK' })).toBe('BENEFIT_QUOTA_EXHAUSTED');
    const locked = await server.graphql('{ member(ref: "wang") { benefits { state lockedBy { name } } } }', {
      token: partner,
    });
    const byGold = { state: 'LOCKED', lockedBy: { name: '黄金' } };
    expect(locked.data).toEqual({ member: { benefits: [byGold, byGold] } });
    await record(server, partner, [{ eventId: 'up', memberRef: 'wang', type: 'order.completed', amountFen: 20000 }]);
    expect(await consume({ ref: 'a', mode: 'CHECK', quantity: 2 })).toBe('ACTIVE 2');
    expect(await consume({ ref: 'a', mode: 'RESERVE' })).toBe('ACTIVE 1');
    expect(await consume({ ref: 'a', mode: 'CONFIRM' })).toBe('ACTIVE 1');
    const use = { ref: 'b', idempotencyKey: 'twice' };
    expect([await consume(use), await consume(use)]).toEqual(['USED_UP 0', 'USED_UP 0']);
    expect(await consume({ ref: 'c' })).toBe('BENEFIT_QUOTA_EXHAUSTED');
    expect(await consume({ ref: 'none' }, 'benefitReturn')).toBe('BENEFIT_STATE_CONFLICT');
    expect(await consume({ ref: 'a' }, 'benefitReturn')).toBe('ACTIVE 1');
    expect(await consume({ ref: 'x', benefitCode: 'cake' })).toBe('BENEFIT_NOT_FOUND');
    expect(await consume({ ref: ' x' })).toBe('INPUT_INVALID');
    const gift = { memberId: await memberId(server, 'wang'), benefitCode: 'ride', quantity: 3, reason: 'sorry' };
    expect((await call('benefitGrant', gift, 'demo-operator', '')).codes).toEqual([]);
    expect(await consume({ ref: 'd', mode: 'CHECK' })).toBe('ACTIVE 4');
    const levels = await server.graphql('{ program { tracks { levels { benefits { code kind layer } } } } }');
    const ride = { code: 'ride', kind: 'ECONOMIC', layer: 'BASIC' };
    const cake = { code: 'cake', kind: 'EMOTIONAL', layer: 'EMOTIONAL' };
    expect(levels.data).toEqual({ program: { tracks: [{ levels: [{ benefits: [] }, { benefits: [ride, cake] }] }] } });
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
  });

  it('the last of a quota goes to exactly one of 64 who use it at once', async () => {
    await order('wang', 200);
    expect(await consume({ ref: 'first' })).toBe('ACTIVE 1');
    const answers = await Promise.all(numbers(64).map((index) => consume({ ref: `storm-${index}` })));
    expect(answers.filter((answer) => answer !== 'BENEFIT_QUOTA_EXHAUSTED')).toEqual(['USED_UP 0']);
    expect(await consume({ ref: 'x', mode: 'CHECK' })).toBe('BENEFIT_QUOTA_EXHAUSTED');
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
  });
});
