/** How a member's client pays: inside WeChat, in another browser of a phone, or by a code shown on a desktop. */
export type PaymentChannel = 'jsapi' | 'h5' | 'native';

/** A payment to be opened. */
export interface PaymentOrder {
  /** Our number of it: 6 to 32 letters, digits, `_` and `-`. Opened again under it, it is the same payment. */
  number: string;
  amountFen: number;
  /** Shown to the payer; what does not fit is cut. */
  description: string;
  channel: PaymentChannel;
  /** Whose openid it is, by the application in which the member pays; `jsapi` needs it. */
  payer?: { appId: string; openid: string };
  /** The address of the payer, which `h5` must name. */
  clientAddress?: string;
  /** From then on it can no longer be paid. Wall clock. */
  expiresAt: Date;
}

/** What the client needs to pay; signed anew each time, never stored. */
export type PaymentParams =
  | {
      channel: 'jsapi';
      appId: string;
      timeStamp: string;
      nonceStr: string;
      package: string;
      signType: 'RSA';
      paySign: string;
    }
  | { channel: 'h5' | 'native'; url: string };

/** An opened payment: what is kept of it, from which `paramsOf` makes what the client needs. */
export interface OpenedPayment {
  /** `prepay_id`, or the address to go to. */
  handle: string;
}

/** How a payment stands with the provider. */
export type PaymentStanding =
  | { state: 'open' | 'closed' | 'unknown' }
  | { state: 'paid'; transactionId: string; amountFen: number; paidAt: Date; appId: string; openid?: string };

/** Money to be given back, in part or whole. */
export interface RefundOrder {
  /** Our number of it; asked for again under it, it is the same refund. */
  number: string;
  paymentNumber: string;
  amountFen: number;
  /** Of the whole payment. */
  totalFen: number;
  reason?: string;
}

/** How a refund stands with the provider; `abnormal`: the payer's account could not take it, a person has to act. */
export type RefundStanding =
  | { state: 'processing' | 'closed' | 'abnormal' | 'unknown' }
  | { state: 'succeeded'; refundId: string; refundedAt: Date };

/** What a notification says, verified and decrypted. Only a hint to look: amounts are compared before it counts. */
export type PaymentNotice =
  | { kind: 'payment'; noticeId: string; number: string; merchantId: string; standing: PaymentStanding }
  | {
      kind: 'refund';
      noticeId: string;
      number: string;
      paymentNumber: string;
      merchantId: string;
      amountFen: number;
      standing: RefundStanding;
    };

/** A line of the provider's bill of a day. */
export interface BillLine {
  kind: 'payment' | 'refund';
  /** Our number: of the payment, or of the refund. */
  number: string;
  /** The provider's. */
  transactionId: string;
  amountFen: number;
}

/**
 * Why a provider did not do what was asked. `busy`: unknown whether it was done, ask again with the same number.
 * `refused`: it was not done and will not be. `misconfigured`: our keys or settings are wrong, for the operator.
 */
export type PaymentProblem =
  | 'busy'
  | 'refused'
  | 'misconfigured'
  | 'already-paid'
  | 'already-closed'
  | 'not-enough-money';

/** Thrown by every call of the port. */
export class PaymentError extends Error {
  constructor(
    readonly problem: PaymentProblem,
    message: string,
    /** The provider's own code, when it gave one. */
    readonly code?: string,
  ) {
    super(message);
    this.name = 'PaymentError';
  }
}

/** Thrown for a notification that is not the provider's, or too old: nothing of it may be believed. */
export class NoticeRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NoticeRefused';
  }
}

/**
 * What Rungs needs of whoever takes money. Calls are safe to repeat with the same numbers. None may be made inside a
 * transaction of the database.
 */
export interface PaymentProvider {
  /** Opens a payment, or finds the one that was opened under the number. */
  open(order: PaymentOrder): Promise<OpenedPayment>;
  /** Signs what the client needs to pay an opened payment. */
  paramsOf(order: Pick<PaymentOrder, 'channel' | 'payer'>, opened: OpenedPayment): PaymentParams;
  standingOf(number: string): Promise<PaymentStanding>;
  /** Closes a payment so that it cannot be paid any more, or tells that it was paid. */
  close(number: string): Promise<'closed' | 'paid'>;
  /** Asks for a refund; accepted is not done: `standingOfRefund` and notifications tell. */
  refund(order: RefundOrder): Promise<RefundStanding>;
  standingOfRefund(number: string): Promise<RefundStanding>;
  /** Verifies a notification and reads it. Throws NoticeRefused. */
  readNotice(headers: Readonly<Record<string, string | string[] | undefined>>, body: Buffer): Promise<PaymentNotice>;
  /** Everything that was paid and paid back on a day in China (`2026-03-01`); undefined: there is no bill yet. */
  billOf(date: string): Promise<BillLine[] | undefined>;
}
