import type { PayChannel, Paying, PayParams, SignParams } from './pay.types';

/** What WeChat adds to the pages that it shows. */
interface WeChatBridge {
  invoke(name: 'getBrandWCPayRequest', params: object, done: (answer: { err_msg: string }) => void): void;
}

/** Inside WeChat its own sheet takes the money, elsewhere a page of WeChat Pay. */
export function payChannel(): PayChannel {
  return /MicroMessenger/i.test(navigator.userAgent) ? 'WECHAT_BROWSER' : 'H5';
}

/** Pays inside WeChat, or goes to WeChat Pay's page, from where the member comes back to `screen`. */
export function pay({ url, ...params }: PayParams, screen: string): Promise<Paying> {
  if (url) {
    window.location.assign(withWayBack(url, screen));
    return Promise.resolve('away');
  }
  const bridge = (window as { WeixinJSBridge?: WeChatBridge }).WeixinJSBridge;
  const { appId, nonceStr, package: order, paySign, signType, timeStamp } = params;
  if (!bridge || !paySign) return Promise.resolve('failed');
  return new Promise((resolve) => {
    const asked = { appId, nonceStr, package: order, paySign, signType, timeStamp };
    bridge.invoke('getBrandWCPayRequest', asked, ({ err_msg: message }) =>
      resolve(/:ok$/.test(message) ? 'done' : /:cancel$/.test(message) ? 'cancelled' : 'failed'),
    );
  });
}

/** Goes to the page where a contract is signed. Its address is signed too, so that nothing can be added to it. */
export function sign({ url }: SignParams): Promise<Paying> {
  if (!url) return Promise.resolve('failed');
  window.location.assign(url);
  return Promise.resolve('away');
}

function withWayBack(url: string, screen: string): string {
  const { origin, pathname } = window.location;
  const back = `${origin}${pathname}#${screen}`;
  return `${url}${url.includes('?') ? '&' : '?'}redirect_url=${encodeURIComponent(back)}`;
}
