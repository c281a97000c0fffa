import { randomBytes } from 'node:crypto';
import type {
  Payer,
  PaymentAdapter,
  PaymentChannel,
  PaymentOrder,
  PaymentParams,
  PaymentProvider,
  PaymentProviders,
} from '../../connectors/payment/payment';
import { PaymentError } from '../../connectors/payment/payment';
import type { Database } from '../../platform/database/open-database';
import type { Tx } from '../../platform/database/unit-of-work';
import { InvariantError, Refusal } from '../../platform/errors';
import type { FieldCipher } from '../../platform/secrets';
import { sessionKeyOf } from '../members';
import { withPayment } from './locked-payment.job';
import type { PaymentPurpose, PaymentRow } from './payments.entities';
import { insertPayment, paymentByNumber, savePayment } from './payments.store';

/** How long a member may take to pay. */
export const PAY_WITHIN_MS = 15 * 60_000;
/** How long a debit may be under way: the provider takes its time, and asks the member when it likes. */
const DEBIT_WITHIN_MS = 24 * 3_600_000;
/** When the job looks at a new payment for the first time: by then most have been told of. */
const FIRST_CHECK_MS = 30_000;

/** As long as the column is; the provider takes less. */
const MAX_DESCRIPTION = 128;

/** A payment to be asked for; the number is made before the transaction, see `newPaymentNumber`. */
export interface NewPayment {
  number: string;
  memberId: number;
  purpose: PaymentPurpose;
  subject: string;
  amountFen: number;
  description: string;
  adapter: PaymentAdapter;
  channel: PaymentChannel;
  payer?: Payer;
  /** What is sold by virtual payment, by its id there. */
  goods?: string;
  clientAddress?: string;
}

/** A new number at the provider, 26 letters and digits. */
export function newPaymentNumber(): string {
  return `RG${randomBytes(12).toString('hex').toUpperCase()}`;
}

/**
 * Notes a payment of a locked member. Nobody outside knows of it yet: `openPayment` asks the provider, after the commit; a
 * debit is asked for by the job alone.
 */
export async function createPayment(tx: Tx, payment: NewPayment, wallNow: Date): Promise<PaymentRow> {
  const { payer, clientAddress, goods, ...rest } = payment;
  const isDebit = payment.channel === 'debit';
  return insertPayment(tx, {
    ...rest,
    description: payment.description.slice(0, MAX_DESCRIPTION),
    appId: payer?.appId ?? null,
    openid: payer?.openid ?? null,
    contractId: payer?.contractId ?? null,
    goods: goods ?? null,
    clientAddress: clientAddress ?? null,
    state: 'CREATED',
    handle: null,
    createdAt: wallNow,
    expiresAt: new Date(wallNow.getTime() + (isDebit ? DEBIT_WITHIN_MS : PAY_WITHIN_MS)),
    paidAt: null,
    transactionId: null,
    refundedFen: 0,
    refundSeq: 0,
    checkAt: isDebit ? wallNow : new Date(wallNow.getTime() + FIRST_CHECK_MS),
    checks: 0,
    failure: null,
    problem: null,
    billedOn: null,
  });
}

/** What opening needs. */
export interface OpenParts {
  database: Database;
  providers: PaymentProviders;
  /** Reads the key by which virtual payment signs for the payer. */
  cipher: FieldCipher;
  wallNow: Date;
}

/**
 * Opens a payment with the provider, or finds it opened, and returns what the client needs to pay. Outside of any
 * transaction. Refuses: PAYMENT_NOT_OPEN (paid, closed, too late), PROVIDER_BUSY (nothing is lost: ask again),
 * PAYMENT_NOT_OFFERED (virtual payment needs a new sign-in).
 */
export async function openPayment(parts: OpenParts, number: string): Promise<PaymentParams> {
  const { database, wallNow } = parts;
  const payment = await paymentByNumber(database, number);
  if (!payment) throw new Refusal('NOT_FOUND', 'There is no such payment.');
  if ((payment.state !== 'CREATED' && payment.state !== 'OPEN') || payment.expiresAt <= wallNow) throw notOpen();
  const order = orderOf(payment);
  const provider = providerOf(parts.providers, payment);
  const sessionKey = payment.channel === 'virtual' ? await keyOfPayer(parts, payment) : undefined;
  const handle = payment.handle ?? (await opened(provider, order));
  if (payment.handle === null) await withPayment(database, number, (tx, current) => saveHandle(tx, current, handle));
  return provider.paramsOf({ ...order, sessionKey }, { handle });
}

async function opened(provider: PaymentProvider, order: PaymentOrder): Promise<string> {
  try {
    return (await provider.open(order)).handle;
  } catch (error) {
    if (!(error instanceof PaymentError)) throw error;
    // The job finds out how it stands.
    if (error.problem === 'already-paid' || error.problem === 'already-closed') throw notOpen();
    if (error.problem === 'busy') {
      throw new Refusal('PROVIDER_BUSY', 'WeChat Pay did not answer. Try to pay again in a moment.');
    }
    throw error;
  }
}

async function saveHandle(tx: Tx, { id, state }: PaymentRow, handle: string): Promise<void> {
  // It may have been paid or called off meanwhile.
  await savePayment(tx, id, state === 'CREATED' ? { state: 'OPEN', handle } : { handle });
}

/**
 * Calls a payment of a locked member off: from now on nobody may pay, and when the provider has confirmed that, its
 * handler hears of it, or of the money that came after all. Returns false when it is settled already.
 */
export async function callOffPayment(tx: Tx, payment: PaymentRow, wallNow: Date): Promise<boolean> {
  if (payment.state === 'PAID' || payment.state === 'CLOSED') return false;
  await savePayment(tx, payment.id, { state: 'CLOSING', checkAt: wallNow, checks: 0 });
  return true;
}

async function keyOfPayer({ database, cipher }: OpenParts, { memberId, appId }: PaymentRow): Promise<string> {
  const key = await sessionKeyOf(database, cipher, memberId, appId ?? '');
  if (key !== undefined) return key;
  throw new Refusal('PAYMENT_NOT_OFFERED', 'Sign in to the mini-program again, then pay.', ['channel']);
}

/** What a payment is to its provider. */
export function orderOf(payment: PaymentRow): PaymentOrder {
  const { number, amountFen, description, channel, expiresAt, goods, clientAddress } = payment;
  return {
    number,
    amountFen,
    description,
    channel,
    expiresAt,
    payer: payerOf(payment),
    goods: goods ?? undefined,
    clientAddress: clientAddress ?? undefined,
  };
}

/** Who pays it; undefined outside WeChat. */
export function payerOf({ appId, openid, contractId }: PaymentRow): Payer | undefined {
  if (appId === null) return undefined;
  return { appId, openid: openid ?? undefined, contractId: contractId ?? undefined };
}

/** Who is asked about a payment. Throws InvariantError when its adapter is not set up any more: an operator has to. */
export function providerOf(providers: PaymentProviders, { id, adapter }: PaymentRow): PaymentProvider {
  const provider = providers[adapter];
  if (!provider) throw new InvariantError(`Payment ${id} is one of ${adapter}, which is not set up here.`);
  return provider;
}

function notOpen(): Refusal {
  return new Refusal('PAYMENT_NOT_OPEN', 'It can no longer be paid: look at the order.');
}
