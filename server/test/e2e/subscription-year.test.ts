import { leaveToStaff } from '../../src/modules/orders';
import { paramsFor, paymentsOf } from '../../src/modules/payments';
import { newPaymentNumber } from '../../src/modules/payments/open-payment';
import { ProgramCatalogue, seedProgram } from '../../src/modules/programs';
import { changePlan } from '../../src/modules/subscriptions/change-plan';
import { lockSubscription } from '../../src/modules/subscriptions/change-subscription';
import { checkOut } from '../../src/modules/subscriptions/check-out';
import { askForRefund, decideRefund } from '../../src/modules/subscriptions/refund-subscription';
import { cancelRenewal } from '../../src/modules/subscriptions/sign-contract';
import type { SubscriptionRow } from '../../src/modules/subscriptions/subscriptions.entities';
import { contractsOf, openSubscription, refundRequestsOf } from '../../src/modules/subscriptions/subscriptions.store';
import { createPaymentWork } from '../../src/payment-work';
import type { Database } from '../../src/platform/database/open-database';
import { inTransaction, type Tx } from '../../src/platform/database/unit-of-work';
import { Refusal } from '../../src/platform/errors';
import { createLog } from '../../src/platform/log';
import { createFieldCipher } from '../../src/platform/secrets';
import { createSubscriptionWork } from '../../src/subscription-work';
import { createTestDatabase, describeOnEachDatabase } from '../support/databases';
import { PlanDesk, seeded } from '../support/plan-desk';
import { plansProgram } from '../support/plans';
import { faultsOf } from '../support/proofs';
import { TestClock } from '../support/test-clock';

jest.setTimeout(3_600_000);

/** 1,000 by hand: `RUNGS_YEAR_SUBSCRIBERS=1000`. */
const SUBSCRIBERS = Number(process.env.RUNGS_YEAR_SUBSCRIBERS ?? 12);
const SEED = Number(process.env.RUNGS_YEAR_SEED ?? 20_260_301);
const DAYS = 365;
const cipher = createFieldCipher(Buffer.from('5a'.repeat(32), 'hex'));

describeOnEachDatabase('a year of subscribers who pay, fail to, cancel and want their money back', (kind) => {
  it('charges nobody twice, after they cancelled, or untold; nobody has benefits unpaid, and the bill adds up', async () => {
    const testDatabase = await createTestDatabase(kind);
    try {
      const year = await Year.begin(await testDatabase.open());
      for (let day = 0; day < DAYS; day++) await year.day();
      await year.settle();
      await year.prove();
    } finally {
      await testDatabase.drop();
    }
  });
});

/** A year of a shop without its web server: members act at random, and the work is done as the server does it. */
class Year {
  private readonly clock = new TestClock('2026-02-28T16:00:00.000Z');
  private readonly random = seeded(SEED);
  private readonly desk = new PlanDesk(() => this.clock.businessNow().getTime(), this.random, {
    busy: 0.06,
    failing: 0.25,
  });
  private readonly programs: ProgramCatalogue;
  /** When a member cancelled, by the contract's code. */
  private readonly cancelledAt = new Map<string, number>();
  private members: number[] = [];
  private keys = 0;

  private constructor(private readonly database: Database) {
    this.programs = new ProgramCatalogue(database, this.clock);
  }

  static async begin(database: Database): Promise<Year> {
    const year = new Year(database);
    await inTransaction(database, async (tx) => {
      await seedProgram(tx, plansProgram, 'plans.yaml', year.clock.businessNow());
      for (let number = 1; number <= SUBSCRIBERS; number++) {
        await tx.query(
          "INSERT INTO member (seq, nickname, joined_at, status) VALUES (1, ?, '2026-02-28 00:00:00.000', 'ACTIVE')",
          [`member ${number}`],
        );
      }
    });
    const rows: { id: number }[] = await database.reader.query('SELECT id FROM member ORDER BY id');
    year.members = rows.map(({ id }) => Number(id));
    for (const id of year.members) {
      await inTransaction(database, (tx) =>
        tx.query("INSERT INTO identity (provider, subject, member_id) VALUES ('wechat:test', ?, ?)", [`o-${id}`, id]),
      );
    }
    return year;
  }

  private get providers() {
    return { wechatPay: this.desk.checkouts, contract: this.desk.debiting };
  }

  private async parts() {
    const { clock } = this;
    return { current: await this.programs.current(), now: clock.businessNow(), wallNow: clock.wallNow() };
  }

  /** Two looks a day; now and then the server sleeps for a day. */
  async day(): Promise<void> {
    const sleeps = this.random() < 0.04;
    for (const hour of [0, 15]) {
      if (!sleeps) {
        if (hour === 15) await this.people();
        await this.work();
      }
      this.clock.advance({ hours: hour === 0 ? 15 : 9 });
    }
  }

  /** The year is over: what is under way comes to its end, and the provider answers everything. */
  async settle(): Promise<void> {
    for (let round = 0; round < 40; round++) {
      await this.work();
      this.clock.advance({ hours: 3 });
    }
  }

  private async work(): Promise<void> {
    const { database, clock, programs } = this;
    const log = createLog('silent');
    const worked = () => undefined;
    const subscriptions = createSubscriptionWork({
      ...{ database, clock, programs, worked, log },
      ...{ contracts: this.desk.contracting, appId: 'wx00000000000000a1' },
    });
    const payments = createPaymentWork({
      ...{ database, clock, programs, worked, log },
      ...{ providers: this.providers, cipher, fulfil: leaveToStaff },
    });
    await subscriptions.run();
    await payments.run();
    await subscriptions.run();
  }

  private async people(): Promise<void> {
    for (const memberId of this.members) {
      if (this.random() > 0.12) continue;
      const open = await openSubscription(this.database, memberId);
      const chance = this.random();
      try {
        if (!open || open.state === 'PENDING') await this.subscribe(memberId);
        else if (chance < 0.12) await this.cancel(open);
        else if (chance < 0.18) await this.cancelInWeChat(open);
        else if (chance < 0.26) await this.refund(open);
        else if (chance < 0.34) await this.change(open);
      } catch (error) {
        // What cannot be done now is part of the year.
        if (!(error instanceof Refusal)) throw error;
      }
    }
  }

  private call(mutation: string, memberId: number) {
    return { principal: `member:${memberId}`, mutation, key: `k${++this.keys}`, input: {} };
  }

  private async subscribe(memberId: number): Promise<void> {
    const parts = await this.parts();
    const planCode = this.random() < 0.9 ? 'month' : 'year';
    const autoRenew = this.random() < 0.85;
    const payBy = { number: newPaymentNumber(), adapter: 'wechatPay' as const, channel: 'native' as const };
    const wanted = { memberId, planCode, autoRenew, agreementVersion: '2026-01', asGift: false };
    const id = await inTransaction(this.database, (tx) =>
      checkOut(tx, parts, this.call('checkout', memberId), { ...wanted, payBy, contractApp: 'wx' }),
    );
    for (const { code } of autoRenew ? await contractsOf(this.database, id) : []) {
      if (this.random() < 0.9) this.desk.sign(code);
    }
    await this.pay(id, parts.wallNow);
  }

  private async pay(subscriptionId: number, wallNow: Date): Promise<void> {
    const text = "SELECT id FROM plan_charge WHERE subscription_id = ? AND state = 'WAITING'";
    const [charge]: { id: number }[] = await this.database.reader.query(text, [subscriptionId]);
    if (!charge || this.random() < 0.1) return;
    const thing = { purpose: 'planPeriod' as const, subject: String(charge.id), field: 'subscriptionId' };
    const parts = { database: this.database, providers: this.providers, cipher, wallNow };
    await paramsFor(parts, thing).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
    });
    for (const { number } of await paymentsOf(this.database, 'planPeriod', [thing.subject])) this.desk.pay(number);
  }

  private async codesOf({ id }: SubscriptionRow): Promise<string[]> {
    return (await contractsOf(this.database, id)).map(({ code }) => code);
  }

  private async cancel(open: SubscriptionRow): Promise<void> {
    const parts = await this.parts();
    await this.locked(open, (tx, locked) => cancelRenewal(tx, parts, locked, { as: 'member' }, 'Cancelled.'));
    for (const code of await this.codesOf(open)) this.cancelledAt.set(code, parts.now.getTime());
  }

  private async cancelInWeChat(open: SubscriptionRow): Promise<void> {
    for (const code of await this.codesOf(open)) {
      this.desk.end(code);
      this.cancelledAt.set(code, this.clock.businessNow().getTime());
    }
  }

  private async refund(open: SubscriptionRow): Promise<void> {
    const parts = await this.parts();
    const { memberId } = open;
    await inTransaction(this.database, (tx) =>
      askForRefund(tx, parts, this.call('refund', memberId), open, { reason: '不想要了' }),
    );
    const request = (await refundRequestsOf(this.database, open.id)).at(-1);
    if (request?.state !== 'WAITING') return;
    const decision = { approve: this.random() < 0.8, reason: 'Decided.' };
    const by = { as: 'staff' as const, name: 'test' };
    await inTransaction(this.database, (tx) => decideRefund(tx, parts, open, request.id, decision, by));
    if (!decision.approve) return;
    for (const code of await this.codesOf(open)) this.cancelledAt.set(code, parts.now.getTime());
  }

  private async change(open: SubscriptionRow): Promise<void> {
    const parts = await this.parts();
    const next = open.plan === 'month' ? 'year' : 'month';
    await inTransaction(this.database, (tx) =>
      changePlan(tx, parts, this.call('change', open.memberId), open, this.random() < 0.7 ? next : null),
    );
  }

  private locked(
    open: SubscriptionRow,
    work: (tx: Tx, locked: Awaited<ReturnType<typeof lockSubscription>>) => Promise<void>,
  ): Promise<void> {
    return inTransaction(this.database, async (tx) => work(tx, await lockSubscription(tx, open)));
  }

  private rows<T>(text: string): Promise<T[]> {
    return this.database.reader.query(text);
  }

  /** The invariants, by what the provider knows and what is stored. */
  async prove(): Promise<void> {
    expect(this.desk.faults).toEqual([]);
    expect(this.desk.debits.length).toBeGreaterThan(SUBSCRIBERS);
    await this.proveOnce();
    await this.proveTold();
    await this.proveBill();
    await this.proveBenefits();
    expect(await faultsOf(this.database)).toEqual([]);
  }

  /** Of all that the provider took for a period, one at most was kept. */
  private async proveOnce(): Promise<void> {
    const twice = `SELECT c.subscription_id, c.period_no, COUNT(*) AS n FROM plan_charge c
      WHERE c.state = 'SUCCEEDED' GROUP BY c.subscription_id, c.period_no HAVING COUNT(*) > 1`;
    expect(await this.rows(twice)).toEqual([]);
    const kept = `SELECT p.number FROM payment p JOIN plan_charge c ON CAST(c.id AS CHAR) = p.subject
      WHERE p.purpose IN ('planPeriod', 'planRenewal') AND p.state = 'PAID' AND c.state <> 'SUCCEEDED'
        AND p.refunded_fen <> p.amount_fen`;
    expect(await this.rows(kept)).toEqual([]);
    const codes = new Map([...this.desk.contracts].map(([code, { id }]) => [id, code]));
    const late = this.desk.debits.filter(({ contractId, at }) => {
      const cancelled = this.cancelledAt.get(codes.get(contractId) ?? '');
      return cancelled !== undefined && at > cancelled;
    });
    expect(late).toEqual([]);
  }

  /** Before every debit both notices were sent, in time, with its price. */
  private async proveTold(): Promise<void> {
    type Told = { number: string; kind: string; sent: string | Date };
    const told = await this.rows<Told>(
      `SELECT p.number, n.kind, n.sent_at AS sent FROM payment p
       JOIN plan_charge c ON CAST(c.id AS CHAR) = p.subject
       JOIN renewal_notice n ON n.subscription_id = c.subscription_id AND n.period_no = c.period_no
         AND n.price_fen = p.amount_fen AND n.plan = c.plan
       WHERE p.purpose = 'planRenewal'`,
    );
    const instant = (value: string | Date) => (value instanceof Date ? value : new Date(`${value.replace(' ', 'T')}Z`));
    const untold = this.desk.debits.filter(({ number, at }) => {
      const own = told.some(
        (one) => one.number === number && one.kind === 'OWN' && at - instant(one.sent).getTime() >= 5 * 86_400_000,
      );
      const platform = told.some(
        (one) => one.number === number && one.kind === 'PLATFORM' && instant(one.sent).getTime() < at,
      );
      return !own || !platform;
    });
    expect(untold).toEqual([]);
  }

  private async proveBill(): Promise<void> {
    const [row] = await this.rows<{ income: number }>(
      'SELECT SUM(paid_fen) - SUM(refunded_fen) AS income FROM subscription_period',
    );
    expect(Number(row?.income)).toBe(this.desk.balance());
    const open = "SELECT id FROM payment_refund WHERE state <> 'SUCCEEDED'";
    expect(await this.rows(open)).toEqual([]);
  }

  /** Who has benefits now holds a period that was paid or given and not refunded, or one that is being collected. */
  private async proveBenefits(): Promise<void> {
    const now = this.clock.businessNow().getTime();
    type Held = { member_id: number; state: string };
    const states = await this.rows<Held>('SELECT member_id, state FROM member_state');
    const paid = new Set(
      (
        await this.rows<{ member_id: number }>(
          `SELECT s.member_id FROM subscription s JOIN subscription_period p ON p.subscription_id = s.id
             AND p.number = s.period_no
           WHERE s.state IN ('ACTIVE', 'PAST_DUE', 'CANCELLED') AND p.refunded_at IS NULL AND p.paid_fen > 0`,
        )
      ).map((row) => Number(row.member_id)),
    );
    const unpaid = states.filter(({ member_id, state }) => {
      const { plan } = JSON.parse(state) as { plan?: { until: number; keptUntil?: number; ended?: unknown } };
      const holds = plan && !plan.ended && (plan.keptUntil ?? plan.until) > now;
      return holds && !paid.has(Number(member_id));
    });
    expect(unpaid).toEqual([]);
  }
}
