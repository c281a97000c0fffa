import type { ContractProvider } from './connectors/contract/contract';
import { createPapayClient } from './connectors/contract/papay.client';
import type { PaymentProvider, PaymentProviders } from './connectors/payment/payment';
import { createVirtualPayClient } from './connectors/payment/virtual-pay.client';
import { createWeChatPayClient } from './connectors/payment/wechat-pay.client';
import { createWeChatPush, type WeChatPush } from './connectors/wechat/wechat-push';
import type { Config } from './platform/config';

/** Everybody through whom money is taken, as far as their accounts are set. */
export interface PaymentConnections {
  payments: PaymentProviders;
  contracts?: ContractProvider;
  push?: WeChatPush;
}

/** What of the settings it reads. */
export type PaymentSettings = Pick<Config, 'wechat' | 'wechatPay' | 'contract' | 'virtualPay' | 'publicUrl'>;

/** Makes the clients, each told of the address on which its notifications are taken. */
export function connectPayments(settings: PaymentSettings, wallNow: () => number): PaymentConnections {
  const wechatPay = wechatPayOf(settings, wallNow);
  const papay = wechatPay && papayOf(settings, wechatPay, wallNow);
  const virtual = virtualPayOf(settings, wallNow);
  return {
    payments: {
      ...(wechatPay && { wechatPay }),
      ...(papay && { contract: papay.debits }),
      ...(virtual && { virtualPay: virtual.client }),
    },
    contracts: papay?.contracts,
    push: virtual?.push,
  };
}

function wechatPayOf({ wechatPay, wechat, publicUrl }: PaymentSettings, wallNow: () => number) {
  if (!wechatPay) return undefined;
  const notifyUrl = `${publicUrl}/callbacks/wechat-pay`;
  return createWeChatPayClient({ ...wechatPay, appId: wechat.web.appId, notifyUrl, wallNow });
}

function papayOf(settings: PaymentSettings, refunds: PaymentProvider, wallNow: () => number) {
  const { contract, wechatPay, wechat, publicUrl } = settings;
  if (!contract || !wechatPay) return undefined;
  return createPapayClient({
    ...contract,
    merchant: { ...wechatPay, wallNow },
    apps: { miniProgram: wechat.miniProgram.appId, web: wechat.web.appId },
    contractNotifyUrl: `${publicUrl}/callbacks/wechat-pay/contract`,
    debitNotifyUrl: `${publicUrl}/callbacks/wechat-pay/debit`,
    refunds,
  });
}

function virtualPayOf({ virtualPay, wechat }: PaymentSettings, wallNow: () => number) {
  if (!virtualPay) return undefined;
  const { apiUrl, miniProgram } = wechat;
  const { pushToken: token, encodingAesKey, ...account } = virtualPay;
  const push = createWeChatPush({ appId: miniProgram.appId, token, encodingAesKey, wallNow });
  return { push, client: createVirtualPayClient({ ...account, apiUrl, miniProgram, push, wallNow }) };
}
