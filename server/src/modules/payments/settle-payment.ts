import type { PaymentStanding, RefundStanding } from '../../connectors/payment/payment';
import type { Database } from '../../platform/database/open-database';
import type { Tx } from '../../platform/database/unit-of-work';
import { InvariantError } from '../../platform/errors';
import { withPayment, withRefund } from './locked-payment.job';
import type { PaymentPurpose, PaymentRow, RefundRow } from './payments.entities';

/** A payment and its refunds, as others see them. */
export type { PaymentRow, RefundRow } from './payments.entities';

import { insertRefund, noteNotice, savePayment, saveRefund } from './payments.store';

/** As long as the column is; the provider takes less. */
const MAX_REASON = 128;
const MAX_FAILURE = 64;

/**
 * Who asked for payments of a purpose, and is told what became of them: inside the transaction that records it, under the
 * lock of the member.
 */
export interface PaymentHandler {
  /** Money came. `refund`: it is wanted no more, and goes back whole. */
  paid(tx: Tx, payment: PaymentRow): Promise<'accepted' | 'refund'>;
  /** The provider confirmed that it cannot be paid any more. */
  closed(tx: Tx, payment: PaymentRow): Promise<void>;
  /** Money is back. */
  refunded?(tx: Tx, payment: PaymentRow, refund: RefundRow): Promise<void>;
  /** Money that was to go back did not, and may be asked for again. */
  refundClosed(tx: Tx, payment: PaymentRow, refund: RefundRow): Promise<void>;
}

/** The handlers by purpose; nothing may be asked for a purpose that has none. */
export type PaymentHandlers = Readonly<Partial<Record<PaymentPurpose, PaymentHandler>>>;

/** What recording needs. `wallNow` is when what is recorded was learnt. */
export interface SettleParts {
  database: Database;
  handlers: PaymentHandlers;
  wallNow: Date;
}

/** The notification that told it, noted in the same transaction. */
interface ToldBy {
  noticeId: string;
}

/** What became of telling us: `mismatch` names what a person has to look at; `unknown`: no such payment or refund. */
export type Settled = 'done' | 'unknown' | { mismatch: string };

/**
 * Records how a payment stands with the provider; repeated or late, it changes nothing that was recorded. Money of
 * another amount, application or payer than was asked for is not taken for it.
 */
export async function settlePayment(
  parts: SettleParts,
  number: string,
  standing: PaymentStanding,
  toldBy?: ToldBy,
): Promise<Settled> {
  const outcome = await withPayment(parts.database, number, async (tx, payment) => {
    const settled = await record(tx, parts, payment, standing, toldBy);
    // What does not fit is told again.
    if (toldBy && settled === 'done') await noteNotice(tx, { ...toldBy, number, receivedAt: parts.wallNow });
    return settled;
  });
  return outcome ?? 'unknown';
}

async function record(
  tx: Tx,
  parts: SettleParts,
  payment: PaymentRow,
  standing: PaymentStanding,
  toldBy?: ToldBy,
): Promise<Settled> {
  if (standing.state === 'paid') return recordPaid(tx, parts, payment, standing, toldBy);
  if (standing.state === 'closed' && payment.state !== 'PAID' && payment.state !== 'CLOSED') {
    const failure = standing.failure?.slice(0, MAX_FAILURE) ?? null;
    const change = { state: 'CLOSED' as const, failure, checkAt: lookAfterClosing(payment), problem: null };
    await savePayment(tx, payment.id, change);
    await handlerOf(parts, payment).closed(tx, { ...payment, ...change });
  }
  return 'done';
}

/** Virtual payment cannot be closed, what the client holds can be paid later: it is looked at for a while yet. */
function lookAfterClosing({ adapter, expiresAt }: PaymentRow): Date | null {
  return adapter === 'virtualPay' ? expiresAt : null;
}

/** Throws InvariantError: nothing should have been asked for a purpose that nobody hears of. */
function handlerOf({ handlers }: SettleParts, { id, purpose }: PaymentRow): PaymentHandler {
  const handler = handlers[purpose];
  if (!handler) throw new InvariantError(`Nobody hears of payment ${id}: there is no handler of ${purpose}.`);
  return handler;
}

async function recordPaid(
  tx: Tx,
  parts: SettleParts,
  payment: PaymentRow,
  paid: Extract<PaymentStanding, { state: 'paid' }>,
  toldBy?: ToldBy,
): Promise<Settled> {
  const mismatch = mismatchOf(payment, paid);
  if (mismatch) {
    // Asked, the provider may tell otherwise than it notified; when it does not, nothing will settle it but a person.
    await savePayment(tx, payment.id, { problem: mismatch, ...(!toldBy && { checkAt: null }) });
    return { mismatch };
  }
  if (payment.state === 'PAID') return 'done';
  const { transactionId, paidAt } = paid;
  const checkAt = lookAfterPaying(payment, parts.wallNow, toldBy);
  const change = { state: 'PAID' as const, transactionId, paidAt, checkAt, failure: null, problem: null };
  await savePayment(tx, payment.id, change);
  const settled = { ...payment, ...change };
  if ((await handlerOf(parts, payment).paid(tx, settled)) === 'refund') {
    await requestRefund(tx, settled, payment.amountFen, 'It is no longer wanted.', parts.wallNow);
  }
  return 'done';
}

/** Virtual payment wants to hear that what was sold is delivered; our answer to its push is that, a query is not. */
function lookAfterPaying({ adapter }: PaymentRow, wallNow: Date, toldBy?: ToldBy): Date | null {
  return adapter === 'virtualPay' && !toldBy ? wallNow : null;
}

function mismatchOf(payment: PaymentRow, paid: Extract<PaymentStanding, { state: 'paid' }>): string | undefined {
  if (paid.amountFen !== payment.amountFen) return `Paid ${paid.amountFen} fen, asked for ${payment.amountFen}.`;
  if (payment.appId !== null && paid.appId !== payment.appId) return 'Paid in another application.';
  if (payment.openid !== null && paid.openid !== payment.openid) return 'Paid by somebody else.';
  if (payment.contractId !== null && paid.contractId !== undefined && paid.contractId !== payment.contractId)
    return 'Paid by another contract.';
  if (payment.transactionId !== null && paid.transactionId !== payment.transactionId) {
    return `Paid again: ${paid.transactionId} besides ${payment.transactionId}.`;
  }
  return undefined;
}

/**
 * Asks for money of a paid payment to go back; the job does it. The caller has locked the member and knows that so much
 * is left: throws InvariantError otherwise, because more than was paid must never go back.
 */
export async function requestRefund(
  tx: Tx,
  payment: PaymentRow,
  amountFen: number,
  reason: string,
  wallNow: Date,
): Promise<RefundRow> {
  const refundedFen = payment.refundedFen + amountFen;
  if (payment.state !== 'PAID' || amountFen < 1 || refundedFen > payment.amountFen) {
    throw new InvariantError(`A refund of ${amountFen} fen of payment ${payment.id} is not possible.`);
  }
  const refundSeq = payment.refundSeq + 1;
  await savePayment(tx, payment.id, { refundedFen, refundSeq });
  return insertRefund(tx, {
    number: `${payment.number}R${refundSeq}`,
    paymentId: payment.id,
    amountFen,
    reason: reason.slice(0, MAX_REASON),
    state: 'REQUESTED',
    createdAt: wallNow,
    doneAt: null,
    refundId: null,
    checkAt: wallNow,
    checks: 0,
    problem: null,
    billedOn: null,
  });
}

/** Records how a refund stands with the provider; what is final stays as it is. */
export async function settleRefund(
  parts: SettleParts,
  number: string,
  standing: RefundStanding,
  toldBy?: ToldBy & { amountFen: number; paymentNumber: string },
): Promise<Settled> {
  const outcome = await withRefund<Settled>(parts.database, number, async (tx, refund, payment) => {
    if (toldBy && toldBy.paymentNumber !== payment.number) return 'unknown';
    if (toldBy && toldBy.amountFen !== refund.amountFen) {
      return { mismatch: `Paid back ${toldBy.amountFen} fen, asked for ${refund.amountFen}.` };
    }
    await recordRefund(tx, parts, payment, refund, standing);
    if (toldBy) await noteNotice(tx, { noticeId: toldBy.noticeId, number, receivedAt: parts.wallNow });
    return 'done';
  });
  return outcome ?? 'unknown';
}

async function recordRefund(
  tx: Tx,
  parts: SettleParts,
  payment: PaymentRow,
  refund: RefundRow,
  standing: RefundStanding,
): Promise<void> {
  if (refund.state === 'SUCCEEDED' || refund.state === 'CLOSED') return;
  if (standing.state === 'succeeded') {
    const change = { state: 'SUCCEEDED' as const, doneAt: standing.refundedAt, refundId: standing.refundId };
    await saveRefund(tx, refund.id, { ...change, checkAt: null, problem: null });
    await handlerOf(parts, payment).refunded?.(tx, payment, { ...refund, ...change });
  } else if (standing.state === 'closed') {
    // It did not happen: so much may be asked for again.
    await saveRefund(tx, refund.id, { state: 'CLOSED', doneAt: parts.wallNow, checkAt: null });
    await savePayment(tx, payment.id, { refundedFen: payment.refundedFen - refund.amountFen });
    await handlerOf(parts, payment).refundClosed(tx, payment, refund);
  } else if (standing.state === 'abnormal') {
    const problem = 'The payer’s account did not take it: settle it in the merchant platform.';
    await saveRefund(tx, refund.id, { state: 'ABNORMAL', checkAt: null, problem });
  } else if (standing.state === 'processing' && refund.state === 'REQUESTED') {
    await saveRefund(tx, refund.id, { state: 'PROCESSING', problem: null });
  }
}
