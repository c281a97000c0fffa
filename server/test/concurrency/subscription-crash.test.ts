import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { ContractParams } from '../../src/connectors/contract/contract';
import type { PaymentParams } from '../../src/connectors/payment/payment';
import { CrashingShop, type Trap } from '../support/crashing-shop';
import { databaseKinds } from '../support/databases';
import { planSections } from '../support/plans';
import { mutate } from '../support/sessions';
import { until } from '../support/until';

// Each test starts the server again, which takes longer than the default on a busy machine.
jest.setTimeout(180_000);

const OPENED = /POST \/v3\/pay\/transactions\/jsapi/;
const ASKED_CONTRACT = /POST \/papay\/querycontract/;
const ENDED = /POST \/papay\/deletecontract/;
const NOTIFIED = /POST \/v3\/papay\/contracts\/[^/]+\/notify/;
const DEBITED = /POST \/pay\/pappayapply/;
const ASKED_DEBIT = /POST \/pay\/paporderquery/;
const PAID_BACK = /POST \/v3\/refund\/domestic\/refunds/;
const ADDED = 'crash-month';

interface Checkout {
  subscription: { id: string; state: string };
  paymentParams: PaymentParams;
  contractParams: ContractParams | null;
}

describe.each(databaseKinds)('kill -9 at each step of a plan (%s)', (kind) => {
  let shop: CrashingShop;
  let token: string;
  let keys = 0;
  beforeAll(async () => {
    shop = await CrashingShop.open(kind);
    const program = readFileSync('server/programs/instalment-mall.yaml', 'utf8');
    const source = planSections(program, ADDED);
    const published = { source, note: 'plans' };
    const answer = await mutate(shop.call, 'programPublish', published, { token: 'demo-admin' });
    expect([answer.errors, answer.data?.payload.userErrors]).toEqual([undefined, []]);
    await shop.desk.faults({ refundSeconds: 0 });
    await shop.contractDesk.faults({ debitSeconds: 0 });
  });
  afterAll(() => shop.close());
  afterEach(async () => {
    expect(await shop.faults()).toEqual([]);
    // Each period was begun once, and is paid for: what WeChat Pay kept is what is recorded, to the fen.
    const begun = await shop.rows<{ input: string }>(
      `SELECT input FROM journal WHERE input LIKE '%"kind":"startPlan"%' AND input LIKE '%"paymentRef":%'`,
    );
    const periods = await shop.rows<{ paid: number; back: number }>(
      'SELECT paid_fen AS paid, refunded_fen AS back FROM subscription_period WHERE payment_number IS NOT NULL',
    );
    expect(begun).toHaveLength(periods.length);
    const kept = periods.reduce((sum, { paid, back }) => sum + Number(paid) - Number(back), 0);
    expect(await shop.balance()).toBe(kept);
  });

  const checkout = (autoRenew: boolean) => {
    const input = { idempotencyKey: `s-${++keys}`, planCode: ADDED, agreementVersion: '2026-01', autoRenew };
    return async () => {
      const selection = `subscription { id state } contractParams { appId path extraData url }
        paymentParams { appId timeStamp nonceStr package signType paySign }`;
      const answer = await mutate<Checkout>(shop.call, 'subscriptionCheckout', input, { token, selection });
      expect([answer.errors, answer.data?.payload.userErrors]).toEqual([undefined, []]);
      return answer.data.payload;
    };
  };
  const pay = ({ paymentParams }: Checkout) => shop.desk.pay({ ...paymentParams, channel: 'jsapi' } as PaymentParams);
  /** Of the newest subscription: state, contract, states of charges, how many periods, of payments and refunds. */
  const standing = async () => {
    const [row] = await shop.rows<{ id: number; state: string }>(
      'SELECT id, state FROM subscription ORDER BY id DESC LIMIT 1',
    );
    const statesOf = async (text: string) => (await shop.rows<{ state: string }>(text)).map(({ state }) => state);
    const charges = `SELECT id FROM plan_charge WHERE subscription_id = ${row?.id}`;
    const payments = `payment WHERE purpose LIKE 'plan%' AND subject IN (SELECT CAST(id AS CHAR) FROM (${charges}) AS c)`;
    return {
      state: row?.state,
      contracts: await statesOf(`SELECT state FROM plan_contract WHERE subscription_id = ${row?.id} ORDER BY id`),
      charges: await statesOf(`SELECT state FROM plan_charge WHERE subscription_id = ${row?.id} ORDER BY id`),
      notices: (await shop.rows(`SELECT id FROM renewal_notice WHERE subscription_id = ${row?.id}`)).length,
      periods: (await shop.rows(`SELECT id FROM subscription_period WHERE subscription_id = ${row?.id}`)).length,
      payments: await statesOf(`SELECT state FROM ${payments} ORDER BY id`),
      refunds: await statesOf(
        `SELECT state FROM payment_refund WHERE payment_id IN (SELECT id FROM ${payments}) ORDER BY id`,
      ),
    };
  };
  type Standing = Awaited<ReturnType<typeof standing>>;
  const ends = async (expected: Partial<Standing>, duration = 'PT1M') => {
    await shop.start();
    await shop.letTimePass(duration);
    const isThere = async () => isDeepStrictEqual({ ...(await standing()), ...expected }, await standing());
    for (let look = 0; look < 20 && !(await isThere()); look++) await shop.letTimePass();
    expect(await standing()).toMatchObject(expected);
    await shop.letTimePass();
    expect(await standing()).toMatchObject(expected);
  };
  const signedUp = async (user: string) => {
    token = (await shop.call.signIn(user)).accessToken;
    const bought = await checkout(true)();
    expect(await pay(bought)).toBe('requestPayment:ok');
    await until(async () => (await standing()).state === 'ACTIVE', 'the payment');
    if (!bought.contractParams) throw new Error('It cannot be signed.');
    const contractId = await shop.contractDesk.sign(bought.contractParams, user);
    await until(async () => (await standing()).contracts[0] === 'SIGNED', 'the signature');
    return { id: bought.subscription.id, contractId };
  };
  const endsAt = async () => {
    const [row] = await shop.rows<{ at: string | Date }>(
      'SELECT ends_at AS at FROM subscription ORDER BY id DESC LIMIT 1',
    );
    return row?.at instanceof Date ? row.at.toISOString() : `${row?.at}`;
  };
  /** Takes the place of the newest subscription's next period, so that whoever begins it waits. */
  const newPeriod = async (number: number) => {
    const [row] = await shop.rows<{ id: number }>('SELECT id FROM subscription ORDER BY id DESC LIMIT 1');
    const columns = 'subscription_id, number, plan, from_at, until_at, paid_fen, refunded_fen, source, recorded_at';
    return `INSERT INTO subscription_period (${columns})
      VALUES (${row?.id}, ${number}, '', NOW(3), NOW(3), 0, 0, 'STAFF', NOW(3))`;
  };
  const killedWhile = (trap: Trap, work: () => Promise<unknown>) => shop.killedAt(trap, work);
  /** Started again it may go on before it is ready, and is killed then, too. */
  const killedAgain = (trap: Trap, duration = 'PT1M') =>
    shop.killedAt(trap, async () => {
      await shop.start();
      await shop.letTimePass(duration);
    });

  it('before WeChat Pay hears of the payment: in time it is called off', async () => {
    token = (await shop.call.signIn('lin')).accessToken;
    await killedWhile({ path: OPENED, when: 'asked' }, checkout(false));
    expect(await standing()).toMatchObject({ state: 'PENDING', payments: ['CREATED'], periods: 0 });
    // The wall clock decides how long a payment waits.
    await shop.expirePayments();
    await ends({ state: 'EXPIRED', charges: ['CANCELLED'], payments: ['CLOSED'], periods: 0 });
  });

  it('before the answer of WeChat Pay, and again when it is paid and nobody tells: the plan begins once', async () => {
    const buy = checkout(false);
    await killedWhile({ path: OPENED, when: 'answering' }, buy);
    await shop.start();
    const bought = await buy();
    await shop.unheard(() => pay(bought));
    await shop.kill();
    expect(await standing()).toMatchObject({ state: 'PENDING', periods: 0 });
    await ends({ state: 'ACTIVE', charges: ['SUCCEEDED'], payments: ['PAID'], periods: 1 });
    expect(await shop.tellHeld()).toEqual(expect.not.arrayContaining([500]));
    expect(await standing()).toMatchObject({ state: 'ACTIVE', periods: 1, refunds: [] });
  });

  it('in the middle of recording the payment: told again, or asked, the plan begins once', async () => {
    token = (await shop.call.signIn('sun')).accessToken;
    const bought = await checkout(false)();
    await shop.unheard(() => pay(bought));
    // The plan has begun in the fold when its period is written, which somebody else is about to do here.
    await shop.killedInTransaction(await newPeriod(1), () => shop.tellHeld(true));
    expect(await standing()).toMatchObject({ state: 'PENDING', payments: ['OPEN'], periods: 0 });
    await ends({ state: 'ACTIVE', charges: ['SUCCEEDED'], payments: ['PAID'], periods: 1 });
    expect(await shop.tellHeld()).toEqual([204]);
    expect(await standing()).toMatchObject({ state: 'ACTIVE', periods: 1, refunds: [] });
  });

  it.each(['asked', 'answering'] as const)(
    'while the money of a period goes back (%s): it goes back once, and the plan is over',
    async (when) => {
      token = (await shop.call.signIn(when === 'asked' ? 'qian' : 'li')).accessToken;
      const bought = await checkout(false)();
      await pay(bought);
      await until(async () => (await standing()).state === 'ACTIVE', 'the payment');
      const ask = { idempotencyKey: `r-${++keys}`, subscriptionId: bought.subscription.id, reason: '不想要了' };
      const selection = 'subscription { refundRequest { id } }';
      type Asked = { subscription: { refundRequest: { id: string } } };
      const asked = await mutate<Asked>(shop.call, 'subscriptionRefundRequest', ask, { token, selection });
      const requestId = asked.data.payload.subscription.refundRequest.id;
      const decision = { idempotencyKey: `d-${keys}`, requestId, approve: true, reason: '核实' };
      const made = (await shop.refundsTold()).length;
      await killedWhile({ path: PAID_BACK, when }, async () => {
        await mutate(shop.call, 'subscriptionRefundDecide', decision, { token: 'demo-operator' });
        await shop.letTimePass();
      });
      expect(await standing()).toMatchObject({ state: 'REFUNDED', refunds: ['REQUESTED'] });
      await ends({ state: 'REFUNDED', refunds: ['SUCCEEDED'], payments: ['PAID'], periods: 1 });
      expect((await shop.refundsTold()).slice(made)).toEqual([1990]);
    },
  );

  it('while the contract is asked for, the platform tells, and the debit is made: one debit, one period', async () => {
    await signedUp('chen');
    await killedWhile({ path: ASKED_CONTRACT, when: 'asked' }, async () => {
      await shop.contractDesk.tell((await shop.contractDesk.notices()).at(-1)?.id ?? '').catch(() => undefined);
    });
    await ends({ state: 'ACTIVE', contracts: ['SIGNED'], periods: 1 });
    const end = await endsAt();
    await shop.moveTo(end, -6, 0);
    await shop.moveTo(end, -5, 1);
    expect(await standing()).toMatchObject({ notices: 1 });
    await killedWhile({ path: NOTIFIED, when: 'asked' }, () => shop.moveTo(end, -2, 8));
    expect(await standing()).toMatchObject({ notices: 1 });
    await killedAgain({ path: NOTIFIED, when: 'answering' }, 'PT10M');
    expect(await standing()).toMatchObject({ notices: 1 });
    await ends({ notices: 2 }, 'PT10M');
    await killedWhile({ path: DEBITED, when: 'asked' }, () => shop.moveTo(end, 0, 2));
    expect(await standing()).toMatchObject({ charges: ['SUCCEEDED', 'UNDER_WAY'], periods: 1 });
    await killedAgain({ path: DEBITED, when: 'answering' });
    await killedAgain({ path: ASKED_DEBIT, when: 'asked' });
    await ends({ state: 'ACTIVE', charges: ['SUCCEEDED', 'SUCCEEDED'], periods: 2, payments: ['PAID', 'PAID'] });
    expect(await shop.contractDesk.debits()).toHaveLength(1);
  });

  it('when a debit was made, and its period is about to begin: it begins once', async () => {
    const { contractId } = await signedUp('zhao');
    const end = await endsAt();
    await shop.moveTo(end, -5, 1);
    await shop.moveTo(end, -2, 8);
    expect(await standing()).toMatchObject({ notices: 2 });
    await shop.contractDesk.faults({ dropDebitNotices: 1, noRetries: true });
    // Nobody tells: the provider is asked, and its answer that the debit was made never arrives.
    await killedWhile({ path: ASKED_DEBIT, when: 'answering' }, () => shop.moveTo(end, 0, 2));
    expect(await standing()).toMatchObject({ state: 'ACTIVE', charges: ['SUCCEEDED', 'UNDER_WAY'], periods: 1 });
    await shop.contractDesk.faults({ dropDebitNotices: 0, noRetries: false });
    if (kind === 'MariaDB') {
      // On SQLite whoever else writes would hold up the work before it asks.
      await shop.start();
      await shop.killedInTransaction(await newPeriod(2), () => shop.letTimePass());
      expect(await standing()).toMatchObject({ charges: ['SUCCEEDED', 'UNDER_WAY'], periods: 1 });
    }
    await ends({ state: 'ACTIVE', charges: ['SUCCEEDED', 'SUCCEEDED'], periods: 2, payments: ['PAID', 'PAID'] });
    const debits = await shop.contractDesk.debits();
    expect(debits.filter(({ contract_id }) => contract_id === contractId)).toHaveLength(1);
  });

  it.each(['asked', 'answering'] as const)(
    'while the contract is ended (%s): it ends, and nothing is charged',
    async (when) => {
      const { id } = await signedUp(when === 'asked' ? 'zhou' : 'wu');
      const debits = await shop.contractDesk.debits();
      const cancel = { idempotencyKey: `c-${++keys}`, subscriptionId: id };
      await killedWhile({ path: ENDED, when }, async () => {
        await mutate(shop.call, 'subscriptionAutoRenewCancel', cancel, { token });
        await shop.letTimePass();
      });
      expect(await standing()).toMatchObject({ state: 'CANCELLED', contracts: ['ENDING'] });
      await ends({ state: 'CANCELLED', contracts: ['ENDED'] });
      await shop.moveTo(await endsAt(), 1, 3);
      expect(await standing()).toMatchObject({ state: 'EXPIRED', notices: 0, periods: 1 });
      expect(await shop.contractDesk.debits()).toEqual(debits);
    },
  );
});
