import { describeOnEachDatabase } from '../support/databases';
import { faultsOf } from '../support/proofs';
import { mutate } from '../support/sessions';
import { startTestServer, type TestServer } from '../support/test-server';

// 64 calls on a busy machine.
jest.setTimeout(120_000);

const program = `
program: storm
name: Storm
timeZone: Asia/Shanghai
tracks:
  - code: growth
    name: Growth
    primary: true
    basis: { kind: growth }
    levels: [{ code: base, name: Base, threshold: 0, color: "#111111" }]
wallet: { gifts: [{ atLeastFen: 100, giftFen: 60 }], spendOrder: proportional }
`;

describeOnEachDatabase('a wallet by many at once', (kind) => {
  let server: TestServer;
  let token: string;
  beforeEach(async () => {
    server = await startTestServer(kind, { program });
    token = await server.partnerToken();
  });
  afterEach(() => server.close());

  type Payload = { spend?: { id: string } | null };
  const codeOf = async (mutation: string, input: object, selection: string) => {
    const answer = await mutate<Payload>(server, mutation, { ...input }, { token, selection });
    if (!answer.data) throw new Error(JSON.stringify(answer));
    return answer.data.payload;
  };
  const recharge = (key: string) => {
    const input = { idempotencyKey: key, memberRef: 'lin', amountFen: 260, paymentRef: key };
    return codeOf('walletRechargeRecord', input, 'recharge { id }');
  };
  const spend = (key: string) =>
    codeOf('walletSpend', { idempotencyKey: key, memberRef: 'lin', orderRef: key, amountFen: 20 }, 'spend { id }');
  const balance = async () => {
    const query = '{ member(ref: "lin") { wallet { balanceFen principalFen giftFen } } }';
    type Answer = { member: { wallet: { balanceFen: number; principalFen: number; giftFen: number } } };
    return (await server.graphql<Answer>(query, { token })).data.member.wallet;
  };
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

  it('of 64 spends of a balance that allows half, exactly half succeed', async () => {
    for (const key of ['a', 'b']) expect((await recharge(key)).userErrors).toEqual([]);
    expect(await balance()).toEqual({ balanceFen: 640, principalFen: 520, giftFen: 120 });
    const answers = await Promise.all(numbers(64).map((index) => spend(`spend-${index}`)));
    const codes = answers.map(({ userErrors }) => userErrors[0]?.code ?? 'done');
    expect(codes.filter((code) => code === 'done')).toHaveLength(32);
    expect(codes.filter((code) => code === 'INSUFFICIENT_BALANCE')).toHaveLength(32);
    expect(await balance()).toEqual({ balanceFen: 0, principalFen: 0, giftFen: 0 });
    expect(await faultsOf(server.database, server.clock)).toEqual([]);

    // All of it comes back, at once, in halves.
    server.clock.advance({ minutes: 10 });
    const ids = answers.flatMap(({ spend: made }) => (made ? [made.id] : []));
    const back = (spendId: string, part: number) =>
      codeOf(
        'walletSpendReturn',
        { idempotencyKey: `back-${spendId}-${part}`, spendId, amountFen: 10 },
        'spend { id }',
      );
    const returned = await Promise.all(ids.flatMap((id) => [back(id, 1), back(id, 2)]));
    expect(returned.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect(await balance()).toEqual({ balanceFen: 640, principalFen: 520, giftFen: 120 });
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
  });
});
