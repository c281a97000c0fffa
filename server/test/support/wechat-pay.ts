import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SimulatorDeps } from '../../../scripts/simulator/types';
import type { PaymentParams } from '../../src/connectors/payment/payment';
import type { WeChatPaySettings } from '../../src/connectors/payment/wechat-pay-transport';

/** Made for these tests alone: making some takes a while. */
const privateKeyOf = (name: 'merchant' | 'platform' | 'certificate') =>
  createPrivateKey(readFileSync(join('server/test/support/keys', `${name}.pem`)));

const PUBLIC_KEY_ID = 'PUB_KEY_ID_0119000001092025010100000000000001';
const merchant = {
  mchid: '1900000109',
  name: '阶梯会员商城',
  serialNo: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
  apiV3Key: 'a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb',
};
/** Of the merchant's contracts. */
const papay = { apiKey: '8934e7d15453e97507ef794cf7b0519d', planId: '12535', signType: 'MD5' as const };
/** Of the mini-program that sells digital goods. */
const virtualPay = {
  appid: 'wx00000000000000a1',
  offerId: '1450000001',
  appKeys: { production: 'pZ2mB7uQw9xK4rT1', sandbox: 'sD8nH3vLq6yC5jF0' },
  pushUrl: 'http://127.0.0.1/callbacks/wechat-push',
  pushToken: 'PushTokenOfTests',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
};
const pem = (key: KeyObject) => createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();

/** What the simulator knows of the merchant of the tests. */
export function simulatedMerchant(): Pick<SimulatorDeps, 'merchants' | 'platform' | 'virtualPay'> {
  const appids = ['wx00000000000000a1', 'wx00000000000000b2'];
  return {
    merchants: [{ ...merchant, publicKey: merchantPublicKey(), appids, papay, plainLoopback: true }],
    virtualPay,
    platform: () => ({
      publicKeyId: PUBLIC_KEY_ID,
      publicKeyMode: privateKeyOf('platform'),
      certificate: privateKeyOf('certificate'),
    }),
  };
}

/** What the merchant's server knows: in public-key mode, or else by platform certificates. */
export function merchantSettings(apiUrl: string, mode: 'public-key' | 'certificate' = 'public-key') {
  return {
    apiUrl,
    merchantId: merchant.mchid,
    serialNumber: merchant.serialNo,
    privateKey: privateKeyOf('merchant'),
    apiV3Key: Buffer.from(merchant.apiV3Key),
    platformKey: mode === 'public-key' ? { id: PUBLIC_KEY_ID, pem: pem(privateKeyOf('platform')) } : undefined,
  } satisfies Omit<WeChatPaySettings, 'wallNow'>;
}

/** What the merchant's server knows of its contracts. */
export function papaySettings() {
  return {
    ...papay,
    apps: { miniProgram: 'wx00000000000000a1', web: 'wx00000000000000b2' },
    contractNotifyUrl: 'http://127.0.0.1/callbacks/wechat-pay/contract',
    debitNotifyUrl: 'http://127.0.0.1/callbacks/wechat-pay/debit',
  };
}

/** What the server of the mini-program knows of its virtual payments; `plain`: messages come in the clear. */
export function virtualPaySettings({ plain = false } = {}) {
  const { appid: appId, offerId, appKeys, pushToken: token, encodingAesKey } = virtualPay;
  const push = { appId, token, encodingAesKey: plain ? undefined : encodingAesKey };
  return { offerId, appKey: appKeys.production, sandbox: false, push };
}

/** All accounts through which the server of the tests takes money. */
export function paymentAccounts(apiUrl: string) {
  const { push, ...virtual } = virtualPaySettings();
  return {
    wechatPay: merchantSettings(apiUrl),
    contract: papay,
    virtualPay: { ...virtual, pushToken: push.token, encodingAesKey: push.encodingAesKey },
  };
}

/** The same account, whose messages come in the clear. */
export const plainVirtualPay = { ...virtualPay, encodingAesKey: undefined };

/** The same, as the settings of a server in a process of its own. */
export function merchantEnvironment(apiUrl: string): Record<string, string> {
  return {
    WECHAT_PAY_API_URL: apiUrl,
    WECHAT_PAY_MCH_ID: merchant.mchid,
    WECHAT_PAY_SERIAL_NO: merchant.serialNo,
    WECHAT_PAY_PRIVATE_KEY: 'file:server/test/support/keys/merchant.pem',
    WECHAT_PAY_API_V3_KEY: merchant.apiV3Key,
    WECHAT_PAY_PUBLIC_KEY_ID: PUBLIC_KEY_ID,
    WECHAT_PAY_PUBLIC_KEY: pem(privateKeyOf('platform')),
    WECHAT_PAY_API_V2_KEY: papay.apiKey,
    WECHAT_PAY_CONTRACT_PLAN_ID: papay.planId,
    VIRTUAL_PAY_OFFER_ID: virtualPay.offerId,
    VIRTUAL_PAY_APP_KEY: virtualPay.appKeys.production,
    WECHAT_PUSH_TOKEN: virtualPay.pushToken,
    WECHAT_PUSH_AES_KEY: virtualPay.encodingAesKey,
  };
}

/** The same of its contracts, in a demo that tells the simulator what time it is. */
export function contractEnvironment(apiUrl: string): Record<string, string> {
  return {
    WECHAT_PAY_API_V2_KEY: papay.apiKey,
    WECHAT_PAY_CONTRACT_PLAN_ID: papay.planId,
    WECHAT_PAY_CONTRACT_SIGN_TYPE: papay.signType,
    RUNGS_DEMO_CLOCK_URL: `${apiUrl}/simulator/clock`,
  };
}

/** The public key by which the payer's client is convinced that the merchant signed. */
export const merchantPublicKey = (): KeyObject => createPublicKey(privateKeyOf('merchant'));

/** A notification at the simulator. */
export interface SimulatedNotice {
  id: string;
  event_type: string;
  content: Record<string, unknown>;
  delivered: boolean;
  attempts: { outcome: number | string }[];
}

/** What people do at the simulated WeChat Pay. */
export interface PayDesk {
  /** Pays, as `wx.requestPayment` and the cashier do; `user` for a channel outside WeChat. Returns what the client hears. */
  pay(params: PaymentParams, user?: string): Promise<string>;
  faults(faults: Record<string, unknown>): Promise<void>;
  notices(): Promise<SimulatedNotice[]>;
  /** One attempt to notify, now: what each copy was answered. */
  tell(noticeId: string): Promise<(number | string)[]>;
  /** Ends a refund by hand. */
  settle(refundId: string, status: 'SUCCESS' | 'ABNORMAL' | 'CLOSED'): Promise<void>;
}

/** It, at a running simulator. */
export function payDesk(simulatorUrl: string): PayDesk {
  const call = async (path: string, body?: object) => {
    const response = await fetch(`${simulatorUrl}/simulator/pay/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: body && { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`The simulator answered ${response.status}: ${await response.text()}`);
    return response.json() as Promise<Record<string, unknown>>;
  };
  return {
    async pay(params, user) {
      if (params.channel === 'virtual') throw new Error('That is paid at the virtual desk.');
      const asked =
        params.channel === 'jsapi' ? params : { prepay_id: new URL(params.url).searchParams.get('prepay_id') };
      return String((await call('request-payment', { ...asked, user })).errMsg);
    },
    faults: async (faults) => void (await call('faults', faults)),
    notices: async () => (await call('notifications')).notifications as SimulatedNotice[],
    async tell(noticeId) {
      const { attempts } = await call(`notifications/${noticeId}/send`, {});
      return (attempts as { outcome: number | string }[]).map(({ outcome }) => outcome);
    },
    settle: async (refundId, status) => void (await call(`refunds/${refundId}/settle`, { status })),
  };
}
