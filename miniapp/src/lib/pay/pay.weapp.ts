import Taro from '@tarojs/taro';
import type { PayChannel, Paying, PayParams } from './pay.types';

/** A mini-program pays in itself. */
export function payChannel(): PayChannel {
  return 'MINI_PROGRAM';
}

/** Brings up WeChat's own sheet, and settles when it is gone. */
export function pay({ timeStamp, nonceStr, package: order, paySign }: PayParams): Promise<Paying> {
  if (!timeStamp || !nonceStr || !order || !paySign) return Promise.resolve('failed');
  // By its callbacks: only new versions of WeChat answer this call with a promise.
  return new Promise((resolve) => {
    void Taro.requestPayment({
      ...{ timeStamp, nonceStr, package: order, signType: 'RSA', paySign },
      success: () => resolve('done'),
      fail: ({ errMsg }) => resolve(/cancel/.test(errMsg) ? 'cancelled' : 'failed'),
    });
  });
}
