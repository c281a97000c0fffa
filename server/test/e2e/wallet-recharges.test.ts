import type { PaymentParams } from '../../src/connectors/payment/payment';
import { describeOnEachDatabase } from '../support/databases';
import { memberId } from '../support/members';
import { PaymentBench } from '../support/payments';
import { mutate, refusalsOf } from '../support/sessions';
import { tableRows } from '../support/table-rows';

jest.setTimeout(120_000);

const WALLET = `
wallet: { gifts: [{ atLeastFen: 10000, giftFen: 500 }], spendOrder: principalFirst, maxBalanceFen: 50000 }
`;
const WRITTEN = ['payment', 'payment_refund', 'payment_notice', 'journal', 'ledger_entry', 'member_state', 'outbox'];

interface Asked {
  rechargePayment: { id: string; state: string; amountFen: number; payUntil: string | null } | null;
  paymentParams: PaymentParams | null;
}

describeOnEachDatabase('recharges that members pay', (kind) => {
  let bench: PaymentBench;
  let token: string;
  let keys = 0;
  beforeAll(async () => {
    bench = await PaymentBench.start(kind, WALLET);
    token = bench.token;
  });
  afterAll(() => bench.proveAndClose());

  const SELECTED = `rechargePayment { id state amountFen payUntil }
    paymentParams { appId timeStamp nonceStr package signType paySign }`;
  const ask = (amountFen: number, input: object = {}) =>
    mutate<Asked>(
      bench.server,
      'walletRecharge',
      { idempotencyKey: `r-${++keys}`, amountFen, channel: 'MINI_PROGRAM', ...input },
      { token, selection: SELECTED },
    );
  const asked = async (amountFen: number): Promise<{ id: string; params: PaymentParams }> => {
    const answer = await ask(amountFen);
    expect(refusalsOf(answer)).toEqual([]);
    const { rechargePayment, paymentParams } = answer.data.payload;
    if (!rechargePayment || !paymentParams) throw new Error('It cannot be paid.');
    expect(rechargePayment).toMatchObject({ state: 'OPEN', amountFen, payUntil: expect.any(String) });
    return { id: rechargePayment.id, params: { ...paymentParams, channel: 'jsapi' } as PaymentParams };
  };
  const pay = async (params: PaymentParams) => expect(await bench.server.payDesk.pay(params)).toBe('requestPayment:ok');
  /** Principal, gift, and the latest payments: state, amount and what went back. */
  const wallet = async (first = 1) => {
    const text = `query ($first: Int!) { me { wallet { principalFen giftFen rechargePayments(first: $first) {
      edges { node { id state amountFen refundedFen paidAt } } } } } }`;
    type Node = { id: string; state: string; amountFen: number; refundedFen: number };
    type Answer = {
      me: { wallet: { principalFen: number; giftFen: number; rechargePayments: { edges: { node: Node }[] } } };
    };
    const { data } = await bench.server.graphql<Answer>(text, { token, variables: { first } });
    const { principalFen, giftFen, rechargePayments } = data.me.wallet;
    const payments = rechargePayments.edges.map(({ node: { state, amountFen, refundedFen } }) => [
      state,
      amountFen,
      refundedFen,
    ]);
    return { principalFen, giftFen, payments };
  };
  const recharges = async () =>
    (await bench.rows<{ input: string }>("SELECT input FROM journal WHERE input LIKE '%rechargeWallet%'")).map(
      ({ input }) => JSON.parse(input) as { rechargeId: string; paymentRef: string; amountFen: number },
    );

  it('are in the wallet once they are paid, with the gift, once however often that is told', async () => {
    const { id, params } = await asked(10_000);
    expect(await wallet()).toEqual({ principalFen: 0, giftFen: 0, payments: [['OPEN', 10_000, 0]] });
    await pay(params);
    await bench.server.payDesk.faults({ doubleNotifications: true });
    await bench.server.runPayTimers();
    expect(await wallet()).toEqual({ principalFen: 10_000, giftFen: 500, payments: [['PAID', 10_000, 0]] });
    const before = await tableRows(bench.server.database, ...WRITTEN);
    await bench.server.payDesk.tell((await bench.lastNotice()).id);
    await bench.server.payDesk.faults({ doubleNotifications: false });
    expect(await tableRows(bench.server.database, ...WRITTEN)).toEqual(before);
    const [row] = await bench.rows<{ number: string }>(`SELECT number FROM payment WHERE subject = '${id}'`);
    expect(await recharges()).toMatchObject([{ rechargeId: id, paymentRef: row?.number, amountFen: 10_000 }]);
  });

  it('are asked for once for a key, and paid later', async () => {
    const first = await ask(200, { idempotencyKey: 'same' });
    const second = await ask(200, { idempotencyKey: 'same' });
    const id = first.data.payload.rechargePayment?.id;
    expect(second.data.payload.rechargePayment?.id).toBe(id);
    const resume = { token, selection: SELECTED };
    const again = await mutate<Asked>(bench.server, 'walletRechargePaymentResume', { rechargeId: id }, resume);
    expect(refusalsOf(again)).toEqual([]);
    await pay({ ...again.data.payload.paymentParams, channel: 'jsapi' } as PaymentParams);
    await bench.server.runPayTimers();
    expect((await wallet()).principalFen).toBe(10_200);
    const over = await mutate<Asked>(bench.server, 'walletRechargePaymentResume', { rechargeId: id }, resume);
    expect(refusalsOf(over).map(({ code }) => code)).toEqual(['PAYMENT_NOT_OPEN']);
    const theirs = { token: (await bench.server.signIn('chen')).accessToken };
    expect(refusalsOf(await mutate(bench.server, 'walletRechargePaymentResume', { rechargeId: id }, theirs))).toEqual([
      { code: 'NOT_FOUND', field: ['rechargeId'] },
    ]);
  });

  it('are refused before anybody pays when they could not be in the wallet, and nothing is written', async () => {
    const refused = async (amountFen: number) => {
      const before = await tableRows(bench.server.database);
      const codes = refusalsOf(await ask(amountFen)).map(({ code, field }) => `${code} ${field ?? ''}`.trim());
      expect(await tableRows(bench.server.database)).toEqual(before);
      return codes;
    };
    expect(await refused(99)).toEqual(['INPUT_INVALID amountFen']);
    expect(await refused(5_000_001)).toEqual(['INPUT_INVALID amountFen']);
    expect(await refused(50_000)).toEqual(['WALLET_LIMIT_EXCEEDED amountFen']);
    const blocked = { memberId: await memberId(bench.server, 'lin'), reason: '请联系客服' };
    await mutate(bench.server, 'memberBlock', blocked, { token: 'demo-operator' });
    expect(await refused(1_000)).toEqual(['MEMBER_BLOCKED']);
    await mutate(bench.server, 'memberUnblock', { memberId: blocked.memberId }, { token: 'demo-operator' });
  });

  it('of somebody who was blocked before the money came go back to the payer, whole', async () => {
    const { params } = await asked(1_000);
    await pay(params);
    const blocked = { memberId: await memberId(bench.server, 'lin'), reason: '请联系客服' };
    await mutate(bench.server, 'memberBlock', blocked, { token: 'demo-operator' });
    await bench.server.runPayTimers();
    const { principalFen, payments } = await wallet();
    expect([principalFen, payments]).toEqual([10_200, [['PAID', 1_000, 1_000]]]);
    await mutate(bench.server, 'memberUnblock', { memberId: blocked.memberId }, { token: 'demo-operator' });
    await bench.server.workOnPayments();
    bench.server.clock.advance({ seconds: 60 });
    await bench.server.runPayTimers();
    await bench.server.workOnPayments();
    expect(await bench.refunds()).toEqual(['SUCCEEDED']);
    expect(await recharges()).toHaveLength(2);
  });

  it('that staff refund go back to the payer by themselves', async () => {
    const [first] = await recharges();
    const refund = { idempotencyKey: 'back', rechargeId: first?.rechargeId, amountFen: 5_000 };
    const answer = await mutate<{ paidBackFen: number }>(bench.server, 'walletRechargeRefund', refund, {
      token: 'demo-operator',
      selection: 'paidBackFen',
    });
    expect([refusalsOf(answer), answer.data.payload.paidBackFen]).toEqual([[], 5_000]);
    expect((await wallet(9)).payments.at(-1)).toEqual(['PAID', 10_000, 5_000]);
  });

  it('are learnt of by asking when nobody tells, and closed when nobody pays', async () => {
    const { principalFen } = await wallet();
    await pay((await asked(300)).params);
    await asked(400);
    bench.server.clock.advance({ minutes: 16 });
    token = (await bench.server.signIn('lin')).accessToken;
    await bench.server.workOnPayments();
    const after = await wallet(2);
    expect(after.principalFen).toBe(principalFen + 300);
    expect(after.payments).toEqual([
      ['CLOSED', 400, 0],
      ['PAID', 300, 0],
    ]);
  });
});
