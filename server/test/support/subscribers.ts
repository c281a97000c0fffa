import type { ContractParams } from '../../src/connectors/contract/contract';
import type { PaymentParams } from '../../src/connectors/payment/payment';
import type { DatabaseKind } from './databases';
import { plansProgram } from './plans';
import { mutate, type PayloadOf, refusalsOf } from './sessions';
import { type GraphqlAnswer, startTestServer, type TestServer } from './test-server';

/** What tests look at of a subscription. */
export interface SeenSubscription {
  id: string;
  state: string;
  periodEnd: string | null;
  autoRenewState: string;
  nextChargeAt: string | null;
  nextChargeFen: number | null;
  plan: { code: string };
  nextPlan: { code: string } | null;
  notices: { kind: string; sentAt: string; priceFen: number; chargeAt: string; text: string }[];
  charges: { attempt: number; state: string; amountFen: number; dueAt: string; failure: string | null }[];
  periods: { number: number; from: string; until: string; paidFen: number; refundedFen: number; source: string }[];
  refundQuote: { canRefund: boolean; kind: string; amountFen: number } | null;
  refundRequest: { id: string; state: string; amountFen: number } | null;
  giftCode: string | null;
  canRenew: boolean;
  payment: { state: string; amountFen: number } | null;
}

const FIELDS = `id state periodEnd autoRenewState nextChargeAt nextChargeFen plan { code } nextPlan { code }
  notices { kind sentAt priceFen chargeAt text } charges { attempt state amountFen dueAt failure }
  periods { number from until paidFen refundedFen source } refundQuote { canRefund kind amountFen }
  refundRequest { id state amountFen } giftCode canRenew payment { state amountFen }`;
const PAY = `paymentParams { url appId timeStamp nonceStr package signType paySign mode signData paySig signature }`;
const SIGN = 'contractParams { appId path extraData url }';

interface Answered {
  subscription: SeenSubscription | null;
  paymentParams?: PaymentParams | null;
  contractParams?: ContractParams | null;
}

/** A server that sells plans, with its clocks in the hands of the test. */
export class SubscriberBench {
  private keys = 0;

  private constructor(readonly server: TestServer) {}

  static async start(kind: DatabaseKind, program = plansProgram): Promise<SubscriberBench> {
    return new SubscriberBench(await startTestServer(kind, { program }));
  }

  close(): Promise<void> {
    return this.server.close();
  }

  /** A fresh token: the clock may have outrun the last one. */
  async token(user: string): Promise<string> {
    return (await this.server.signIn(user)).accessToken;
  }

  async call(
    user: string,
    mutation: string,
    input: Record<string, unknown>,
  ): Promise<GraphqlAnswer<PayloadOf<Answered>>> {
    const token = user.startsWith('demo-') ? user : await this.token(user);
    const extra = {
      subscriptionCheckout: `${PAY} ${SIGN}`,
      subscriptionPaymentResume: PAY,
      subscriptionAutoRenewSign: SIGN,
    };
    const selection = user.startsWith('demo-')
      ? 'subscription { id state }'
      : `subscription { ${FIELDS} } ${extra[mutation as keyof typeof extra] ?? ''}`;
    const keyed = mutation === 'subscriptionPaymentResume' ? input : { idempotencyKey: `k-${++this.keys}`, ...input };
    return mutate<Answered>(this.server, mutation, keyed, { token, selection });
  }

  /** Calls a mutation that must not refuse. */
  async done(user: string, mutation: string, input: Record<string, unknown>): Promise<Answered> {
    const answer = await this.call(user, mutation, input);
    expect([answer.errors, refusalsOf(answer)]).toEqual([undefined, []]);
    return answer.data.payload;
  }

  /** The code of the refusal of a mutation. */
  async refused(user: string, mutation: string, input: Record<string, unknown>): Promise<string | undefined> {
    const answer = await this.call(user, mutation, input);
    expect(answer.errors).toBeUndefined();
    return refusalsOf(answer)[0]?.code;
  }

  async checkout(user: string, input: Record<string, unknown> = {}): Promise<Answered> {
    return this.done(user, 'subscriptionCheckout', { planCode: 'month', agreementVersion: '2026-01', ...input });
  }

  async pay(params: PaymentParams | null | undefined): Promise<void> {
    if (!params) throw new Error('It cannot be paid.');
    const paid = await this.server.payDesk.pay({ ...params, channel: 'jsapi' } as PaymentParams);
    expect(paid).toBe('requestPayment:ok');
    await this.server.runPayTimers();
  }

  /** Buys a plan and pays it; with `autoRenew` the contract is signed, too. Returns its contract's id. */
  async subscribe(user: string, input: Record<string, unknown> = {}): Promise<string | undefined> {
    const { paymentParams, contractParams } = await this.checkout(user, input);
    await this.pay(paymentParams);
    if (!contractParams) return undefined;
    const contractId = await this.server.contractDesk.sign(contractParams, user);
    await this.server.runPayTimers();
    return contractId;
  }

  async seen(user: string): Promise<SeenSubscription> {
    const token = await this.token(user);
    type Answer = { me: { subscription: SeenSubscription } };
    const { data, errors } = await this.server.graphql<Answer>(`{ me { subscription { ${FIELDS} } } }`, { token });
    expect(errors).toBeUndefined();
    return data.me.subscription;
  }

  /** Lets time pass to an instant of China, `2026-03-27T09:00`, and does what is due then. */
  async at(local: string): Promise<void> {
    const { clock } = this.server;
    const target = Date.parse(`${local}:00.000+08:00`);
    clock.advance({ seconds: (target - clock.businessNow().getTime()) / 1000 });
    await this.work();
  }

  async work(): Promise<void> {
    for (let round = 0; round < 3; round++) {
      await this.server.workOnSubscriptions();
      await this.server.workOnPayments();
      this.server.clock.advance({ seconds: 20 });
      await this.server.runPayTimers();
    }
    await this.server.dispatch();
  }

  rows<T>(query: string): Promise<T[]> {
    return this.server.database.reader.query(query);
  }
}
