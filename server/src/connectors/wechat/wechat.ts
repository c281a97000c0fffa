/** Who WeChat says a sign-in code belongs to. */
export interface WeChatIdentity {
  appId: string;
  openid: string;
  /** The same person in all applications of one open-platform account; absent when there is none. */
  unionid?: string;
  /** Only web sign-in with the member's consent gives these. */
  nickname?: string;
  avatarUrl?: string;
  /** The key of this sign-in by the mini-program, by which virtual payment signs; for the server alone. */
  sessionKey?: string;
}

/** Why WeChat did not give what was asked, in our words. */
export type WeChatProblem =
  | 'code-invalid'
  | 'code-used'
  | 'user-refused'
  | 'no-consent'
  | 'message-invalid'
  | 'shipping-refused'
  | 'busy'
  | 'misconfigured';

/**
 * Thrown by every call of the port; `misconfigured` (wrong app id or secret), `message-invalid` (template, field or
 * recipient) and `shipping-refused` (the payment cannot be shipped like that) are for the operator, not the member.
 */
export class WeChatError extends Error {
  constructor(
    readonly problem: WeChatProblem,
    message: string,
    /** WeChat's own number, when it gave one. */
    readonly errcode?: number,
    /** Nobody said that it was not done: WeChat may have done it without our hearing of it. */
    readonly mayBeDone = false,
  ) {
    super(message);
    this.name = 'WeChatError';
  }
}

/** A subscribe message (订阅消息) to one person, of a template to which they have consented. */
export interface SubscribeMessage {
  openid: string;
  templateId: string;
  /** The page of the mini-program that a tap opens. */
  page: string;
  /** By the names of the template's fields. */
  fields: Readonly<Record<string, string>>;
}

/** How an order was shipped that was paid in the mini-program (发货信息): the money stays frozen until WeChat knows. */
export interface ShippingUpload {
  /** WeChat Pay's number of the payment, and who paid it. */
  transactionId: string;
  openid: string;
  /** What was sold; cut to 120 characters. */
  description: string;
  /** All parcels so far; empty: nothing is sent, it was delivered at once. */
  parcels: { carrier: string; number: string; receiverPhone?: string }[];
  /** Whether more parcels follow; absent when there is one for all. */
  split?: { isComplete: boolean };
  /** When this is told: what is told later counts. */
  at: Date;
}

/** What Rungs needs of WeChat to sign members in, to remind them, and to be paid for what is shipped. */
export interface WeChat {
  /** Exchanges the code of `wx.login`. The session key stays on the server. */
  miniProgramIdentity(code: string): Promise<WeChatIdentity>;
  /** Exchanges the code of web authorisation. */
  webIdentity(code: string): Promise<WeChatIdentity>;
  /** The phone number behind the code of a phone button, in digits without the country code. */
  phoneNumber(code: string): Promise<string>;
  /** Sends a message and uses one consent up; `no-consent` when there is none. */
  sendSubscribeMessage(message: SubscribeMessage): Promise<void>;
  /** Tells WeChat how an order was shipped; the same told again changes nothing. */
  uploadShipping(upload: ShippingUpload): Promise<void>;
  /** Where a browser goes to be asked for consent; it comes back to `redirectUri` with a code and the state. */
  authorizationUrl(redirectUri: string, state: string): string;
}
