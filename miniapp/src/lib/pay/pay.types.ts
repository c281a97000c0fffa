/** What the server says for paying: for `wx.requestPayment`, or an address to go to. */
export interface PayParams {
  appId?: string | null;
  nonceStr?: string | null;
  package?: string | null;
  paySign?: string | null;
  signType?: string | null;
  timeStamp?: string | null;
  url?: string | null;
}

/**
 * How paying ended as the platform tells it, which is never believed: the server knows whether money came. `away`: the
 * member is on another page now.
 */
export type Paying = 'done' | 'cancelled' | 'failed' | 'away';

/** Where the cash part of an order is paid on this platform. */
export type PayChannel = 'MINI_PROGRAM' | 'WECHAT_BROWSER' | 'H5';
