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
export type WeChatProblem = 'code-invalid' | 'code-used' | 'user-refused' | 'busy' | 'misconfigured';

/** Thrown by every call of the port; `misconfigured` (wrong app id or secret) is for the operator, not the member. */
export class WeChatError extends Error {
  constructor(
    readonly problem: WeChatProblem,
    message: string,
    /** WeChat's own number, when it gave one. */
    readonly errcode?: number,
  ) {
    super(message);
    this.name = 'WeChatError';
  }
}

/** What Rungs needs of WeChat to sign members in. */
export interface WeChat {
  /** Exchanges the code of `wx.login`. The session key stays on the server; nobody needs it yet, so it is dropped. */
  miniProgramIdentity(code: string): Promise<WeChatIdentity>;
  /** Exchanges the code of web authorisation. */
  webIdentity(code: string): Promise<WeChatIdentity>;
  /** The phone number behind the code of a phone button, in digits without the country code. */
  phoneNumber(code: string): Promise<string>;
  /** Where a browser goes to be asked for consent; it comes back to `redirectUri` with a code and the state. */
  authorizationUrl(redirectUri: string, state: string): string;
}
