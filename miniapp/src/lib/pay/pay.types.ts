/** What the server says for paying: for `wx.requestPayment`, `wx.requestVirtualPayment`, or an address to go to. */
export interface PayParams {
  appId?: string | null;
  nonceStr?: string | null;
  package?: string | null;
  paySign?: string | null;
  signType?: string | null;
  timeStamp?: string | null;
  url?: string | null;
  mode?: string | null;
  signData?: string | null;
  paySig?: string | null;
  signature?: string | null;
}

/** Where the server says that a contract for renewals is signed: a mini-program to go to, or an address. */
export interface SignParams {
  appId?: string | null;
  path?: string | null;
  extraData?: Record<string, unknown> | null;
  url?: string | null;
}

/**
 * How paying, or signing, ended as the platform tells it, which is never believed: the server knows whether money came.
 * `away`: the member is on another page now.
 */
export type Paying = 'done' | 'cancelled' | 'failed' | 'away';

/** Where the cash part of an order is paid on this platform. */
export type PayChannel = 'MINI_PROGRAM' | 'WECHAT_BROWSER' | 'H5';
