import type {
  BillingProvider,
  BillLine,
  PaymentAdapter,
  PaymentProvider,
  PaymentProviders,
} from '../../connectors/payment/payment';
import { inTransaction } from '../../platform/database/unit-of-work';
import type { Logger } from '../../platform/log';
import { type BillDifference, billed, lastBillDate, oldestPayment, recordBill, unbilledBetween } from './bills.store';
import { type SettleParts, settlePayment } from './settle-payment';

/** Bills are of days in China, and made in the morning after. */
const CHINA_MS = 8 * 3_600_000;
const READY_HOUR = 10;
const DAY_MS = 86_400_000;
/** WeChat Pay has the bills of three months. */
const KEPT_DAYS = 89;

/** What holding bills against ours needs. */
export interface BillParts extends SettleParts {
  providers: PaymentProviders;
  log: Logger;
}

/** Whose money stands on whose bill: a debit is a payment of the same merchant. */
const ON_BILL: Readonly<Record<PaymentAdapter, readonly PaymentAdapter[]>> = {
  wechatPay: ['wechatPay', 'contract'],
  virtualPay: ['virtualPay'],
  contract: ['contract'],
};

/** One provider's bills. */
type BillsOf = BillParts & {
  adapter: PaymentAdapter;
  provider: BillingProvider;
};

/**
 * Holds the providers' bills of all days that are over against our payments and refunds, day by day, from the first on.
 * A payment on the bill that we do not have as paid is asked about and settled. Differences stay with the day for people to
 * see. A day is done once; broken off, the next run goes on with it.
 */
export async function reconcileBills(parts: BillParts): Promise<void> {
  for (const [adapter, provider] of Object.entries(parts.providers) as [PaymentAdapter, PaymentProvider][]) {
    if (hasBills(provider)) await reconcileBillsOf({ ...parts, adapter, provider });
  }
}

function hasBills(provider: PaymentProvider): provider is BillingProvider {
  return provider.billOf !== undefined;
}

async function reconcileBillsOf(parts: BillsOf): Promise<void> {
  const { adapter } = parts;
  for (const date of await openDates(parts)) {
    const lines = await parts.provider.billOf(date);
    if (!lines) return;
    const differences = await differencesOf(parts, date, lines);
    const bill = { adapter, date, lines, differences, checkedAt: parts.wallNow };
    // Another instance may do the same day.
    await inTransaction(parts.database, (tx) => recordBill(tx, bill), { retryUniqueViolation: true });
    if (differences.length > 0) parts.log.error({ adapter, date, differences }, 'the bill differs from our payments');
  }
}

async function openDates({ database, wallNow, adapter }: BillsOf): Promise<string[]> {
  const today = chinaDay(wallNow);
  const isReady = new Date(wallNow.getTime() + CHINA_MS).getUTCHours() >= READY_HOUR;
  const last = await lastBillDate(database, adapter);
  const oldest = last === undefined ? await oldestPayment(database, ON_BILL[adapter]) : undefined;
  if (last === undefined && oldest === undefined) return [];
  const from = last === undefined ? chinaDay(oldest as Date) : dayOf(last) + 1;
  const until = isReady ? today - 1 : today - 2;
  const dates: string[] = [];
  for (let day = Math.max(from, today - KEPT_DAYS); day <= until; day++) dates.push(dateOf(day));
  return dates;
}

async function differencesOf(parts: BillsOf, date: string, lines: readonly BillLine[]): Promise<BillDifference[]> {
  await settleUnknown(parts, lines);
  const ours = await billed(parts.database, lines);
  const differing = lines.flatMap((line): BillDifference[] => {
    const amountFen = ours.get(line.number);
    if (amountFen === line.amountFen) return [];
    return [{ kind: line.kind, number: line.number, oursFen: amountFen ?? null, theirsFen: line.amountFen }];
  });
  // Around midnight, and for refunds, the bill may be of another day than we think: after two days it must have stood on one.
  const known = new Set(lines.map(({ number }) => number));
  const from = new Date((dayOf(date) - 2) * DAY_MS - CHINA_MS);
  const missing = await unbilledBetween(parts.database, ON_BILL[parts.adapter], {
    from,
    until: new Date(from.getTime() + DAY_MS),
  });
  return [
    ...differing,
    ...missing
      .filter(({ number }) => !known.has(number))
      .map(({ kind, number, amountFen }) => ({ kind, number, oursFen: amountFen, theirsFen: null })),
  ];
}

/** Nobody told us of these payments, and the job had given up on them. */
async function settleUnknown(parts: BillsOf, lines: readonly BillLine[]): Promise<void> {
  const ours = await billed(parts.database, lines);
  for (const { kind, number } of lines) {
    if (kind !== 'payment' || ours.has(number)) continue;
    await settlePayment(parts, number, await parts.provider.standingOf(number));
  }
}

function chinaDay(instant: Date): number {
  return Math.floor((instant.getTime() + CHINA_MS) / DAY_MS);
}

function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
