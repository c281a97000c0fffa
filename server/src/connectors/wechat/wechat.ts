/** Who WeChat says a sign-in code belongs to. */
export interface WeChatIdentity {
  appId: string;
  openid: string;
  /** The same person in all applications of one open-platform account; absent when there is none. */
  unionid?: string;
  /** Only web sign-in with the member's consent gives these. */
  nickname?: string;
  avatarUrl?: string;
}

/** Why WeChat did not give what was asked, in our words. */
export type WeChatProblem =
  | 'code-invalid'
  | 'code-used'
  | 'user-refused'
  | 'no-consent'
  | 'message-invalid'
  | 'busy'
  | 'misconfigured';

/**
 * Thrown by every call of the port; `misconfigured` (wrong app id or secret) and `message-invalid` (template, field or
 * recipient) are for the operator, not the member.
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

/** What Rungs needs of WeChat to sign members in and to remind them. */
export interface WeChat {
  /** Exchanges the code of `wx.login`. The session key stays on the server; nobody needs it yet, so it is dropped. */
  miniProgramIdentity(code: string): Promise<WeChatIdentity>;
  /** Exchanges the code of web authorisation. */
  webIdentity(code: string): Promise<WeChatIdentity>;
  /** The phone number behind the code of a phone button, in digits without the country code. */
  phoneNumber(code: string): Promise<string>;
  /** Sends a message and uses one consent up; `no-consent` when there is none. */
  sendSubscribeMessage(message: SubscribeMessage): Promise<void>;
  /** Where a browser goes to be asked for consent; it comes back to `redirectUri` with a code and the state. */
  authorizationUrl(redirectUri: string, state: string): string;
}
