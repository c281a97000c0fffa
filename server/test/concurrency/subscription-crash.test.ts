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
jest.setTimeout(90_000);

const OPENED = /POST \/v3\/pay\/transactions\/jsapi/;
const ASKED_CONTRACT = /POST \/papay\/querycontract/;
const ENDED = /POST \/papay\/deletecontract/;
const NOTIFIED = /POST \/v3\/papay\/contracts\/[^/]+\/notify/;
const DEBITED = /POST \/pay\/pappayapply/;
const ASKED_DEBIT = /POST \/pay\/paporderquery/;
const ADDED = 'crash-month';

/** What happens between two transactions is the same on every database. */
const last = databaseKinds.at(-1) ?? 'SQLite';

interface Checkout {
  subscription: { id: string; state: string };
  paymentParams: PaymentParams;
  contractParams: ContractParams | null;
}

describe(`kill -9 at each step of a plan (${last})`, () => {
  let shop: CrashingShop;
  let token: string;
  let keys = 0;
  beforeAll(async () => {
    shop = await CrashingShop.open(last);
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
  const killedWhile = (trap: Trap, work: () => Promise<unknown>) => shop.killedAt(trap, work);

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
    await shop.start();
    await killedWhile({ path: NOTIFIED, when: 'answering' }, () => shop.letTimePass('PT10M'));
    expect(await standing()).toMatchObject({ notices: 1 });
    await ends({ notices: 2 }, 'PT10M');
    await killedWhile({ path: DEBITED, when: 'asked' }, () => shop.moveTo(end, 0, 2));
    expect(await standing()).toMatchObject({ charges: ['SUCCEEDED', 'UNDER_WAY'], periods: 1 });
    await shop.start();
    await killedWhile({ path: DEBITED, when: 'answering' }, () => shop.letTimePass('PT1M'));
    await shop.start();
    await killedWhile({ path: ASKED_DEBIT, when: 'asked' }, () => shop.letTimePass('PT1M'));
    await ends({ state: 'ACTIVE', charges: ['SUCCEEDED', 'SUCCEEDED'], periods: 2, payments: ['PAID', 'PAID'] });
    expect(await shop.contractDesk.debits()).toHaveLength(1);
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
