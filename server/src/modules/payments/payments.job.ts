import {
  PaymentError,
  type PaymentProvider,
  type PaymentProviders,
  type PaymentStanding,
} from '../../connectors/payment/payment';
import type { Logger } from '../../platform/log';
import { withPayment, withRefund } from './locked-payment.job';
import { orderOf, payerOf, providerOf } from './open-payment';
import type { PaymentRow, RefundRow } from './payments.entities';
import { dueNumbers, paymentById, paymentByNumber, refundByNumber, savePayment, saveRefund } from './payments.store';
import { type Settled, type SettleParts, settlePayment, settleRefund } from './settle-payment';

const CHUNK = 50;
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 3_600_000;
/** How long what cannot be closed with the provider is looked at, for money that comes late. */
const CLOSED_LOOKED_AT_MS = 24 * 3_600_000;

/** What the job needs. */
export interface PaymentsJobParts extends SettleParts {
  providers: PaymentProviders;
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
    const standing = await standingOf(parts, payment);
    if (standing) reportMismatch(parts, number, await settlePayment(parts, number, standing));
    await postpone(parts, payment);
    return true;
  } catch (error) {
    report(parts, { payment: number }, error);
    await postpone(parts, payment, error);
    return false;
  }
}

/** How it stands, once it is closed where it has to be; undefined: that is known, and what else was due is done. */
async function standingOf(parts: PaymentsJobParts, payment: PaymentRow): Promise<PaymentStanding | undefined> {
  const { number, state, expiresAt } = payment;
  const provider = providerOf(parts.providers, payment);
  const payer = payerOf(payment);
  if (state === 'PAID') return tellDelivered(parts, provider, payment);
  // It may have been paid late.
  if (state === 'CLOSED') return provider.standingOf(number, payer);
  const isOver = state === 'CLOSING' || expiresAt <= parts.wallNow;
  if (payment.channel === 'debit') return standingOfDebit(parts, provider, payment, isOver);
  if (isOver && (await provider.close(number, payer)) === 'closed') return { state: 'closed' };
  return provider.standingOf(number, payer);
}

async function tellDelivered({ database }: PaymentsJobParts, provider: PaymentProvider, payment: PaymentRow) {
  await provider.delivered?.(payment.number, payerOf(payment));
  await withPayment(database, payment.number, (tx, { id }) => savePayment(tx, id, { checkAt: null }));
  return undefined;
}

/** Asks for a debit under its number, as often as nobody knows whether it was asked for, unless it is over. */
async function standingOfDebit(
  { database }: PaymentsJobParts,
  provider: PaymentProvider,
  payment: PaymentRow,
  isOver: boolean,
): Promise<PaymentStanding> {
  const { number, state } = payment;
  if (state === 'CREATED' && !isOver) {
    const failure = await openDebit(provider, payment);
    if (failure !== undefined) return refusedDebit(provider, payment, failure);
    await withPayment(database, number, async (tx, { id, state: now }) => {
      if (now === 'CREATED') await savePayment(tx, id, { state: 'OPEN', handle: '' });
    });
  }
  const standing = await provider.standingOf(number, payerOf(payment));
  // Nobody knows of it, and nobody will ask for it again.
  return standing.state === 'unknown' && isOver ? { state: 'closed' } : standing;
}

/** What is refused now may be under way all the same, asked for a moment before by another instance or run. */
async function refusedDebit(provider: PaymentProvider, payment: PaymentRow, failure: string): Promise<PaymentStanding> {
  const standing = await provider.standingOf(payment.number, payerOf(payment));
  return standing.state === 'unknown' || standing.state === 'closed' ? { state: 'closed', failure } : standing;
}

/** Returns why it will not be done; undefined: it is under way, or was asked for before. */
async function openDebit(provider: PaymentProvider, payment: PaymentRow): Promise<string | undefined> {
  try {
    await provider.open(orderOf(payment));
  } catch (error) {
    if (!(error instanceof PaymentError)) throw error;
    if (error.problem === 'already-paid' || error.problem === 'already-closed') return undefined;
    if (error.problem === 'refused' || error.problem === 'not-enough-money') return error.code ?? error.problem;
    throw error;
  }
  return undefined;
}

/** Once the time is over it is looked at sooner than the pauses say. */
async function postpone({ database, wallNow }: PaymentsJobParts, { number }: PaymentRow, error?: unknown) {
  await withPayment(database, number, async (tx, { id, state, checkAt, checks, expiresAt }) => {
    if (checkAt === null || checkAt > wallNow) return;
    // Just paid: it is told at once that it is delivered.
    if (state === 'PAID' && error === undefined) return;
    if (state === 'CLOSED' && wallNow.getTime() - expiresAt.getTime() > CLOSED_LOOKED_AT_MS) {
      return savePayment(tx, id, { checkAt: null });
    }
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

async function standingOfRefund({ providers }: PaymentsJobParts, refund: RefundRow, payment: PaymentRow) {
  const provider = providerOf(providers, payment);
  const payer = payerOf(payment);
  const known = refund.state === 'PROCESSING' ? await provider.standingOfRefund(refund.number, payer) : undefined;
  if (known && known.state !== 'unknown') return known;
  const { number, amountFen, reason } = refund;
  const totalFen = payment.amountFen;
  return provider.refund({ number, paymentNumber: payment.number, payer, amountFen, totalFen, reason });
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
