import { describeOnEachDatabase } from '../support/databases';
import { newPartnerToken, record } from '../support/events';
import { merge } from '../support/linking';
import { faultsOf } from '../support/proofs';
import { countOf } from '../support/rows';
import { mutate } from '../support/sessions';
import { startTestServer, type TestServer } from '../support/test-server';

const program = `
program: purse
name: Purse
timeZone: Asia/Shanghai
tracks:
  - code: stored
    name: Stored
    primary: true
    kind: storedValue
    basis: { kind: recharge }
    levels:
      - { code: base, name: Base, threshold: 0, color: "#111111" }
      - { code: purse, name: Purse, threshold: 10000, color: "#222222" }
rules:
  - { code: stored, on: wallet.recharged, grant: { points: { perYuan: 1 } } }
wallet:
  gifts: [{ atLeastFen: 10000, giftFen: 1000 }]
  spendOrder: proportional
  maxBalanceFen: 100000
`;

// A whole server for each test, on a machine that may be busy.
jest.setTimeout(60_000);

interface Answer {
  recharge?: { id: string; principalLeftFen: number; giftLeftFen: number; paidBackFen: number };
  spend?: { id: string; giftFen: number; returnedFen: number };
  paidBackFen?: number;
  userErrors: { code: string; field: string[] | null }[];
}

const selections: Record<string, string> = {
  walletRechargeRecord: 'recharge { id principalLeftFen giftLeftFen paidBackFen }',
  walletSpend: 'spend { id giftFen returnedFen }',
  walletSpendReturn: 'spend { id giftFen returnedFen }',
  walletRechargeRefund: 'recharge { id principalLeftFen giftLeftFen paidBackFen } paidBackFen',
};

describeOnEachDatabase('wallets', (kind) => {
  let server: TestServer;
  let token: string;
  beforeEach(async () => {
    server = await startTestServer(kind, { program });
    token = await server.partnerToken();
  });
  afterEach(async () => {
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
    await server.close();
  });

  let calls = 0;
  const call = async (mutation: string, input: object, by = token): Promise<Answer> => {
    calls += 1;
    const answer = await mutate<Answer>(
      server,
      mutation,
      { idempotencyKey: `key-${calls}`, ...input },
      { token: by, selection: selections[mutation] },
    );
    if (!answer.data) throw new Error(JSON.stringify(answer));
    return answer.data.payload;
  };
  const recharge = (amountFen: number, changes: object = {}) =>
    call('walletRechargeRecord', { memberRef: 'lin', paymentRef: 'pay', amountFen, ...changes });
  const spend = (amountFen: number, changes: object = {}) =>
    call('walletSpend', { memberRef: 'lin', orderRef: 'order', amountFen, ...changes });

  const wallet = async (ref = 'lin') => {
    type Member = {
      wallet: { balanceFen: number; principalFen: number; giftFen: number; rechargedTotalFen: number };
      points: { available: number };
      level: { level: { code: string } };
    };
    const query = `query ($ref: String!) { member(ref: $ref) {
      wallet { balanceFen principalFen giftFen rechargedTotalFen } points { available } level { level { code } } } }`;
    const { data } = await server.graphql<{ member: Member }>(query, { token, variables: { ref } });
    const { wallet: own, points, level } = data.member;
    return [own.principalFen, own.giftFen, own.rechargedTotalFen, points.available, level.level.code];
  };

  it('are recharged, spent from, returned to and paid back, and count for points and levels', async () => {
    const { recharge: made } = await recharge(10_000);
    expect(made).toMatchObject({ principalLeftFen: 10_000, giftLeftFen: 1_000 });
    expect(await wallet()).toEqual([10_000, 1_000, 10_000, 100, 'purse']);
    const { spend: spent } = await spend(5_500);
    expect(spent).toMatchObject({ giftFen: 500 });
    expect(await wallet()).toEqual([5_000, 500, 10_000, 100, 'purse']);
    const back = await call('walletSpendReturn', { spendId: spent?.id, amountFen: 1_100 });
    expect(back.spend).toMatchObject({ returnedFen: 1_100 });
    expect(await wallet()).toEqual([6_000, 600, 10_000, 100, 'purse']);
    const refunded = await call('walletRechargeRefund', { rechargeId: made?.id });
    expect(refunded).toMatchObject({ paidBackFen: 6_000, recharge: { principalLeftFen: 0, giftLeftFen: 0 } });
    expect((await wallet()).slice(0, 4)).toEqual([0, 0, 4_000, 40]);
    // The rest of the spend comes back to a recharge that had been finished.
    await call('walletSpendReturn', { spendId: spent?.id, amountFen: 4_400 });
    expect((await wallet()).slice(0, 3)).toEqual([4_000, 400, 4_000]);
    const last = await call('walletRechargeRefund', { rechargeId: made?.id, amountFen: 4_000 }, 'demo-operator');
    expect(last).toMatchObject({ paidBackFen: 4_000, recharge: { paidBackFen: 10_000 } });
    expect((await wallet()).slice(0, 4)).toEqual([0, 0, 0, 0]);
  });

  it('show members what is in them, what is on offer, and every line', async () => {
    await recharge(20_000);
    await spend(11_000, { orderRef: 'shoes' });
    const { accessToken } = await server.signIn('lin');
    const query = `{ me { wallet { isOffered balanceFen maxBalanceFen gifts { atLeastFen giftFen }
      entries(first: 3) { edges { node { part line { kind delta reason } } } pageInfo { hasNextPage } } } } }`;
    const { data } = await server.graphql<{ me: { wallet: object } }>(query, { token: accessToken });
    const line = (part: string, of: string, delta: number, reason: string) => ({
      node: { part, line: { kind: of, delta, reason } },
    });
    expect(data.me.wallet).toEqual({
      ...{ isOffered: true, balanceFen: 10_000, maxBalanceFen: 100_000 },
      gifts: [{ atLeastFen: 10_000, giftFen: 1_000 }],
      entries: {
        edges: [
          line('GIFT', 'SPEND', -524, 'shoes'),
          line('PRINCIPAL', 'SPEND', -10_476, 'shoes'),
          line('GIFT', 'GIFT', 1_000, '充值赠送'),
        ],
        pageInfo: { hasNextPage: true },
      },
    });
  });

  it('do each thing once for its key', async () => {
    const first = await recharge(10_000, { idempotencyKey: 'same' });
    expect((await recharge(10_000, { idempotencyKey: 'same' })).recharge).toEqual(first.recharge);
    expect((await recharge(9_000, { idempotencyKey: 'same' })).userErrors).toMatchObject([
      { code: 'IDEMPOTENCY_KEY_REUSED' },
    ]);
    const refund = { rechargeId: first.recharge?.id, amountFen: 2_500, idempotencyKey: 'refund' };
    const paid = await call('walletRechargeRefund', refund);
    expect(paid.paidBackFen).toBe(2_500);
    expect(await call('walletRechargeRefund', refund)).toEqual(paid);
    expect((await wallet()).slice(0, 2)).toEqual([7_500, 750]);
  });

  it('refuse what cannot be done, and then nothing has changed', async () => {
    const { recharge: made } = await recharge(10_000);
    const { spend: spent } = await spend(1_100);
    const before = await wallet();
    const journal = () => countOf(server.database, 'SELECT COUNT(*) AS n FROM journal');
    const inputs = await journal();
    const other = await newPartnerToken(server, 'other', { scopes: ['WALLET_WRITE'] });
    const refusals: [Promise<Answer>, string, string | undefined][] = [
      [recharge(90_000), 'WALLET_LIMIT_EXCEEDED', 'amountFen'],
      [recharge(0), 'INPUT_INVALID', 'amountFen'],
      [recharge(1, { paymentRef: ' ' }), 'INPUT_INVALID', 'paymentRef'],
      [recharge(1, { memberRef: 'nobody' }), 'NOT_FOUND', 'memberRef'],
      [spend(9_901), 'INSUFFICIENT_BALANCE', 'amountFen'],
      [spend(-1), 'INPUT_INVALID', 'amountFen'],
      [call('walletSpendReturn', { spendId: spent?.id, amountFen: 1_101 }), 'WALLET_RETURN_EXCEEDS', 'amountFen'],
      [call('walletSpendReturn', { spendId: made?.id, amountFen: 1 }), 'NOT_FOUND', 'spendId'],
      [call('walletSpendReturn', { spendId: spent?.id, amountFen: 1 }, other), 'NOT_FOUND', 'spendId'],
      [call('walletRechargeRefund', { rechargeId: made?.id }, other), 'NOT_FOUND', 'rechargeId'],
      [call('walletRechargeRefund', { rechargeId: 'rcg_x' }), 'NOT_FOUND', 'rechargeId'],
      [call('walletRechargeRefund', { rechargeId: made?.id, amountFen: 9_001 }), 'WALLET_REFUND_EXCEEDS', 'amountFen'],
    ];
    for (const [answer, code, field] of refusals) {
      expect((await answer).userErrors).toMatchObject([{ code, field: field ? [field] : null }]);
    }
    expect([await wallet(), await journal()]).toEqual([before, inputs]);
  });

  it('of blocked members are neither recharged nor spent from, and refunds go on', async () => {
    const { recharge: made } = await recharge(10_000);
    const { accessToken } = await server.signIn('lin');
    const { data } = await server.graphql<{ me: { id: string } }>('{ me { id } }', { token: accessToken });
    await mutate(server, 'memberBlock', { memberId: data.me.id, reason: 'Checking' }, { token: 'demo-operator' });
    expect((await recharge(1)).userErrors).toMatchObject([{ code: 'MEMBER_BLOCKED' }]);
    expect((await spend(1)).userErrors).toMatchObject([{ code: 'MEMBER_BLOCKED' }]);
    expect((await call('walletRechargeRefund', { rechargeId: made?.id })).paidBackFen).toBe(10_000);
  });

  it('go along when members are merged, and the ids go on leading to them', async () => {
    const { recharge: made } = await recharge(10_000, { memberRef: 'chen' });
    const { spend: spent } = await spend(1_100, { memberRef: 'chen' });
    await recharge(10_000);
    const id = async (ref: string) => {
      const query = `{ member(ref: "${ref}") { id } }`;
      return (await server.graphql<{ member: { id: string } }>(query, { token })).data.member.id;
    };
    expect(await merge(server, await id('lin'), await id('chen'))).toEqual([]);
    expect((await wallet()).slice(0, 3)).toEqual([19_000, 1_900, 20_000]);
    await call('walletSpendReturn', { spendId: spent?.id, amountFen: 1_100 });
    expect((await call('walletRechargeRefund', { rechargeId: made?.id })).paidBackFen).toBe(10_000);
    expect((await wallet()).slice(0, 4)).toEqual([10_000, 1_000, 10_000, 100]);
  });

  it('explain a level that recharges have reached', async () => {
    const { recharge: made } = await recharge(12_000);
    await record(server, token, [{ eventId: 'theirs', type: 'wallet.recharged', amountFen: 3_000 }]);
    await call('walletRechargeRefund', { rechargeId: made?.id, amountFen: 1_000 });
    const query = `{ member(ref: "lin") { level { why { entries(first: 5) { edges { node { delta } } } } } } }`;
    type Why = { member: { level: { why: { entries: { edges: { node: { delta: number } }[] } } } } };
    const { data, errors } = await server.graphql<Why>(query, { token: 'demo-viewer' });
    expect(errors).toBeUndefined();
    expect(data.member.level.why.entries.edges.map(({ node }) => node.delta)).toEqual([-1_000, 3_000, 12_000]);
  });
});
