/**
 * By which contract money is taken: WeChat Pay, virtual payment (虚拟支付, digital goods in the mini-program), or a debit that
 * the member has agreed to once and for all (委托代扣).
 */
export type PaymentAdapter = 'wechatPay' | 'virtualPay' | 'contract';

/**
 * How a member's client pays: inside WeChat, in another browser of a phone, by a code shown on a desktop, by virtual
 * payment in the mini-program, or not at all (`debit`: the contract pays).
 */
export type PaymentChannel = 'jsapi' | 'h5' | 'native' | 'virtual' | 'debit';

/** Who pays: by openid in an application, or by a contract. */
export interface Payer {
  /** The application in which the member pays, or has signed the contract. */
  appId: string;
  /** Theirs there; `jsapi` and `virtual` need it. */
  openid?: string;
  /** The contract's id at the provider; `debit` needs it. */
  contractId?: string;
}

/** A payment to be opened. */
export interface PaymentOrder {
  /** Our number of it: 6 to 32 letters, digits, `_` and `-`. Opened again under it, it is the same payment. */
  number: string;
  amountFen: number;
  /** Shown to the payer; what does not fit is cut. */
  description: string;
  channel: PaymentChannel;
  payer?: Payer;
  /** What is sold, by its id at the provider; `virtual` needs it, and the price there must be the amount. */
  goods?: string;
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
  | { channel: 'h5' | 'native'; url: string }
  | { channel: 'virtual'; mode: 'short_series_goods'; signData: string; paySig: string; signature: string };

/** An opened payment: what is kept of it, from which `paramsOf` makes what the client needs. */
export interface OpenedPayment {
  /** `prepay_id`, or the address to go to; empty where there is nothing to keep. */
  handle: string;
}

/** How a payment stands with the provider. */
export type PaymentStanding =
  | { state: 'open' | 'unknown' }
  /** `failure`: the provider's code of why a debit did not happen. */
  | { state: 'closed'; failure?: string }
  | {
      state: 'paid';
      transactionId: string;
      amountFen: number;
      paidAt: Date;
      appId: string;
      openid?: string;
      contractId?: string;
    };

/** Money to be given back, in part or whole. */
export interface RefundOrder {
  /** Our number of it; asked for again under it, it is the same refund. */
  number: string;
  paymentNumber: string;
  /** Who had paid; virtual payment must name them. */
  payer?: Payer;
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
  /** It is about something else than money that we wait for. */
  | { kind: 'other' }
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

/** What signing needs to know of a payment. */
export type ParamsOrder = Pick<PaymentOrder, 'channel' | 'payer'> &
  Partial<Pick<PaymentOrder, 'number' | 'amountFen' | 'goods'>> & {
    /** The payer's key of their sign-in, by which `virtual` signs; it never leaves the server. */
    sessionKey?: string;
  };

/** Who takes money, by adapter. */
export type PaymentProviders = Readonly<Partial<Record<PaymentAdapter, PaymentProvider>>>;

/** A provider whose bills a program can read. */
export type BillingProvider = PaymentProvider & Required<Pick<PaymentProvider, 'billOf'>>;

/**
 * What Rungs needs of whoever takes money. Calls are safe to repeat with the same numbers. None may be made inside a
 * transaction of the database.
 */
export interface PaymentProvider {
  /** Opens a payment, or finds the one that was opened under the number. */
  open(order: PaymentOrder): Promise<OpenedPayment>;
  /** Signs what the client needs to pay an opened payment. */
  paramsOf(order: ParamsOrder, opened: OpenedPayment): PaymentParams;
  standingOf(number: string, payer?: Payer): Promise<PaymentStanding>;
  /** Closes a payment so that it cannot be paid any more, or tells that it was paid. */
  close(number: string, payer?: Payer): Promise<'closed' | 'paid'>;
  /** Asks for a refund; accepted is not done: `standingOfRefund` and notifications tell. */
  refund(order: RefundOrder): Promise<RefundStanding>;
  standingOfRefund(number: string, payer?: Payer): Promise<RefundStanding>;
  /** Tells that what was sold is delivered, where the provider wants to hear it; told again it changes nothing. */
  delivered?(number: string, payer?: Payer): Promise<void>;
  /**
   * Verifies a notification and reads it. `headers`: what came beside the body; where the provider signs in the address,
   * its query. Throws NoticeRefused.
   */
  readNotice(headers: Readonly<Record<string, string | string[] | undefined>>, body: Buffer): Promise<PaymentNotice>;
  /**
   * Everything that was paid and paid back on a day in China (`2026-03-01`); undefined: there is no bill yet. Absent: its
   * money stands on the bill of another adapter, or on none that a program can read.
   */
  billOf?(date: string): Promise<BillLine[] | undefined>;
}
