import type { FastifyInstance } from 'fastify';
import type { ContractProvider } from './connectors/contract/contract';
import type { PaymentProviders } from './connectors/payment/payment';
import type { WeChatPush } from './connectors/wechat/wechat-push';
import { receiveContractNotice } from './contract-notices';
import { mountContractCallbacks } from './http/contract-callback';
import { mountCourierCallback } from './http/courier-callback';
import { mountPaymentCallback } from './http/payment-callback';
import { mountSupplierCallback } from './http/supplier-callback';
import { mountWeChatPush, type PushReceiver } from './http/wechat-push';
import type { PaymentWork } from './payment-work';
import type { Logger } from './platform/log';
import type { createShipmentWork } from './shipment-work';
import type { SubscriptionWork } from './subscription-work';
import type { createSupplyWork } from './supply-work';

/** Who tells, and who is told. */
export interface CallbackParts {
  payments?: PaymentProviders;
  contracts?: ContractProvider;
  push?: WeChatPush;
  paymentWork: PaymentWork;
  subscriptionWork: SubscriptionWork;
  shipmentWork: ReturnType<typeof createShipmentWork>;
  supplyWork: ReturnType<typeof createSupplyWork>;
  log: Logger;
}

/** Where providers and suppliers tell what came of things; who is not set up has no address. */
export async function mountCallbacks(
  http: FastifyInstance,
  parts: CallbackParts,
  committed: () => void,
): Promise<void> {
  const { payments, contracts, push, paymentWork, subscriptionWork, shipmentWork, supplyWork, log } = parts;
  if (payments?.wechatPay) {
    await mountPaymentCallback(http, (...told) => paymentWork.receiveFrom('wechatPay', ...told), committed);
  }
  if (contracts) {
    const noticeParts = { contracts, heard: subscriptionWork.heard, log };
    const contract = (body: Buffer) => receiveContractNotice(noticeParts, body);
    const debit = (body: Buffer) => paymentWork.receiveFrom('contract', {}, body);
    await mountContractCallbacks(http, { contract, debit }, committed);
  }
  if (push) {
    const receive: PushReceiver['receive'] = (...told) => paymentWork.receiveFrom('virtualPay', ...told);
    await mountWeChatPush(http, { echo: push.echo, receive }, committed);
  }
  if (shipmentWork.receive) mountCourierCallback(http, shipmentWork.receive, committed);
  await mountSupplierCallback(http, supplyWork.receive, committed);
}
