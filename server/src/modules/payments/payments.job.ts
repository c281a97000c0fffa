import { PaymentError, type PaymentProvider } from '../../connectors/payment/payment';
import type { Logger } from '../../platform/log';
import { withPayment, withRefund } from './locked-payment.job';
import type { PaymentRow, RefundRow } from './payments.entities';
import { dueNumbers, paymentById, paymentByNumber, refundByNumber, savePayment, saveRefund } from './payments.store';
import { type Settled, type SettleParts, settlePayment, settleRefund } from './settle-payment';

const CHUNK = 50;
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 3_600_000;

/** What the job needs. */
export interface PaymentsJobParts extends SettleParts {
  provider: PaymentProvider;
  log: Logger;
}

/** What a run did: how many payments and refunds it looked at, and how many calls failed. */
export interface PaymentsReport {
  looked: number;
  failed: number;
}

/**
 * Asks the provider about everything whose time to be asked has come: payments of which nobody told us, those to be
 * closed, refunds to be made and under way. May run in several instances at once and be stopped at any time: every call
 * is safe to repeat, and what came of it is recorded under the lock of the member.
 */
export async function workOnPayments(parts: PaymentsJobParts): Promise<PaymentsReport> {
  const done: PaymentsReport = { looked: 0, failed: 0 };
  for (const [table, look] of [
    ['payment', lookAtPayment],
    ['payment_refund', lookAtRefund],
  ] as const) {
    for (;;) {
      const numbers = await dueNumbers(parts.database, table, parts.wallNow, CHUNK);
      if (numbers.length === 0) break;
      for (const number of numbers) {
        done.looked += 1;
        if (!(await look(parts, number))) done.failed += 1;
      }
    }
  }
  return done;
}

/** Returns whether all went well. Whatever happens, the payment is not due any more afterwards. */
async function lookAtPayment(parts: PaymentsJobParts, number: string): Promise<boolean> {
  const payment = await paymentByNumber(parts.database, number);
  if (!payment) return true;
  try {
    reportMismatch(parts, number, await settlePayment(parts, number, await standingOf(parts, payment)));
    await postpone(parts, payment);
    return true;
  } catch (error) {
    report(parts, { payment: number }, error);
    await postpone(parts, payment, error);
    return false;
  }
}

/** How it stands, once it is closed where it has to be. */
async function standingOf({ provider, wallNow }: PaymentsJobParts, { number, state, expiresAt }: PaymentRow) {
  const isOver = state === 'CLOSING' || expiresAt <= wallNow;
  if (isOver && (await provider.close(number)) === 'closed') return { state: 'closed' as const };
  return provider.standingOf(number);
}

/** Once the time is over it is looked at sooner than the pauses say. */
async function postpone({ database, wallNow }: PaymentsJobParts, { number }: PaymentRow, error?: unknown) {
  await withPayment(database, number, async (tx, { id, checkAt, checks, expiresAt }) => {
    if (checkAt === null || checkAt > wallNow) return;
    const later = pausedUntil(wallNow, checks);
    const next = expiresAt > wallNow && expiresAt < later ? expiresAt : later;
    await savePayment(tx, id, { checkAt: next, checks: checks + 1, ...problemOf(error) });
  });
}

async function lookAtRefund(parts: PaymentsJobParts, number: string): Promise<boolean> {
  const refund = await refundByNumber(parts.database, number);
  const payment = refund && (await paymentById(parts.database, refund.paymentId));
  if (!refund || !payment) return true;
  try {
    reportMismatch(parts, number, await settleRefund(parts, number, await standingOfRefund(parts, refund, payment)));
    await postponeRefund(parts, refund);
    return true;
  } catch (error) {
    report(parts, { refund: number }, error);
    await postponeRefund(parts, refund, error);
    return false;
  }
}

async function standingOfRefund({ provider }: PaymentsJobParts, refund: RefundRow, payment: PaymentRow) {
  const known = refund.state === 'PROCESSING' ? await provider.standingOfRefund(refund.number) : undefined;
  if (known && known.state !== 'unknown') return known;
  const { number, amountFen, reason } = refund;
  return provider.refund({ number, paymentNumber: payment.number, amountFen, totalFen: payment.amountFen, reason });
}

async function postponeRefund({ database, wallNow }: PaymentsJobParts, { number }: RefundRow, error?: unknown) {
  await withRefund(database, number, async (tx, { id, checkAt, checks }) => {
    if (checkAt === null || checkAt > wallNow) return;
    const problem = problemOf(error);
    // A refusal is final: asking again would be refused again.
    if (error instanceof PaymentError && error.problem === 'refused')
      await saveRefund(tx, id, { state: 'ABNORMAL', checkAt: null, ...problem });
    else await saveRefund(tx, id, { checkAt: pausedUntil(wallNow, checks), checks: checks + 1, ...problem });
  });
}

/** One that fails, for whatever reason, must not hold up the others. */
function report({ log }: PaymentsJobParts, subject: object, error: unknown): void {
  if (error instanceof PaymentError) log.warn({ err: error, ...subject }, 'the payment provider did not do it');
  else log.error({ err: error, ...subject }, 'what the payment provider told could not be recorded');
}

function reportMismatch({ log }: PaymentsJobParts, number: string, settled: Settled): void {
  if (typeof settled === 'object') log.error({ number, mismatch: settled.mismatch }, 'money is not as asked for');
}

function pausedUntil(wallNow: Date, checks: number): Date {
  return new Date(wallNow.getTime() + Math.min(FIRST_PAUSE_MS * 2 ** Math.min(checks, 20), LONGEST_PAUSE_MS));
}

function problemOf(error: unknown): { problem?: string } {
  if (error === undefined) return {};
  return {
    problem: error instanceof PaymentError ? error.message.slice(0, 255) : 'It could not be recorded: see the log.',
  };
}
