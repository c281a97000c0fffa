import Taro from '@tarojs/taro';
import type { PayChannel, Paying, PayParams, SignParams } from './pay.types';

/** How WeChat answers what pays; an old one names no code. */
interface Outcome {
  success: () => void;
  fail: (error: { errMsg: string; errCode?: number }) => void;
}

/** WeChat's own sheet for virtual goods, which Taro does not know. */
declare const wx: {
  requestVirtualPayment?: (
    params: { mode: string; signData: string; paySig: string; signature: string } & Outcome,
  ) => void;
};

/** What WeChat calls it when somebody closes the sheet for virtual goods. */
const CLOSED_BY_MEMBER = -2;

/** A mini-program pays in itself. */
export function payChannel(): PayChannel {
  return 'MINI_PROGRAM';
}

/** Brings up WeChat's own sheet, and settles when it is gone. */
export function pay({ mode, signData, paySig, signature, ...params }: PayParams): Promise<Paying> {
  const { timeStamp, nonceStr, package: order, paySign } = params;
  // By their callbacks: only new versions of WeChat answer these calls with a promise.
  return new Promise((resolve) => {
    const outcome: Outcome = {
      success: () => resolve('done'),
      fail: ({ errMsg, errCode }) =>
        resolve(/cancel/.test(errMsg) || errCode === CLOSED_BY_MEMBER ? 'cancelled' : 'failed'),
    };
    if (mode && signData && paySig && signature && wx.requestVirtualPayment) {
      wx.requestVirtualPayment({ mode, signData, paySig, signature, ...outcome });
    } else if (timeStamp && nonceStr && order && paySign) {
      void Taro.requestPayment({ ...{ timeStamp, nonceStr, package: order, signType: 'RSA', paySign }, ...outcome });
    } else {
      resolve('failed');
    }
  });
}

/** Goes to WeChat's own mini-program for contracts; the member comes back by themselves, which `useDidShow` tells. */
export function sign({ appId, path, extraData }: SignParams): Promise<Paying> {
  if (!appId) return Promise.resolve('failed');
  return new Promise((resolve) => {
    void Taro.navigateToMiniProgram({
      appId,
      ...(path ? { path } : {}),
      ...(extraData ? { extraData } : {}),
      success: () => resolve('away'),
      fail: ({ errMsg }) => resolve(/cancel/.test(errMsg) ? 'cancelled' : 'failed'),
    });
  });
}
