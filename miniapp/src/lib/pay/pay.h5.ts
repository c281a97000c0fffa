import { SCREENS } from '../screens';
import type { PayChannel, Paying, PayParams } from './pay.types';

/** What WeChat adds to the pages that it shows. */
interface WeChatBridge {
  invoke(name: 'getBrandWCPayRequest', params: object, done: (answer: { err_msg: string }) => void): void;
}

/** Inside WeChat its own sheet takes the money, elsewhere a page of WeChat Pay. */
export function payChannel(): PayChannel {
  return /MicroMessenger/i.test(navigator.userAgent) ? 'WECHAT_BROWSER' : 'H5';
}

/** Pays inside WeChat, or goes to WeChat Pay's page, from where the member comes back to the screen of the order. */
export function pay({ url, ...params }: PayParams, orderId: string): Promise<Paying> {
  if (url) {
    window.location.assign(withWayBack(url, orderId));
    return Promise.resolve('away');
  }
  const bridge = (window as { WeixinJSBridge?: WeChatBridge }).WeixinJSBridge;
  if (!bridge || !params.paySign) return Promise.resolve('failed');
  return new Promise((resolve) => {
    bridge.invoke('getBrandWCPayRequest', params, ({ err_msg: message }) =>
      resolve(/:ok$/.test(message) ? 'done' : /:cancel$/.test(message) ? 'cancelled' : 'failed'),
    );
  });
}

function withWayBack(url: string, orderId: string): string {
  const { origin, pathname } = window.location;
  const back = `${origin}${pathname}#${SCREENS.payment}?order=${encodeURIComponent(orderId)}`;
  return `${url}${url.includes('?') ? '&' : '?'}redirect_url=${encodeURIComponent(back)}`;
}
