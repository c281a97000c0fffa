import { useMutation } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import type { ApiError } from '@/lib/errors';
import { client } from '@/lib/live';
import { accepted, once } from '@/lib/once';
import { type PayParams, pay, payChannel, sign } from '@/lib/pay';
import { refreshPlan } from '@/lib/refresh-plan';
import { cashierScreen } from '@/lib/screens';
import {
  CashierSignDocument,
  SubscriptionCheckoutDocument,
  SubscriptionCodeRedeemDocument,
  SubscriptionPaymentResumeDocument,
} from './generated/graphql';

/** What is to be bought and what was agreed to, which is what happens once. */
export interface Draft {
  planCode: string;
  autoRenew: boolean;
  asGift: boolean;
  agreementVersion: string;
  offerCode?: string;
}

/** Buys a plan, once, and goes on to the cashier, which the way back from paying leads to as well. */
export function useCheckout() {
  return useMutation<unknown, ApiError, Draft>({
    mutationFn: async (draft) => {
      const { subscription, paymentParams } = await once('subscriptionCheckout', draft, async (idempotencyKey) => {
        const input = { ...draft, channel: payChannel(), idempotencyKey };
        return (await client.mutate(SubscriptionCheckoutDocument, { input })).subscriptionCheckout;
      });
      if (subscription) await goOn(subscription.id, paymentParams);
    },
    onSettled: () => void refreshPlan(),
  });
}

async function goOn(subscriptionId: string, paymentParams: PayParams | null): Promise<void> {
  const url = cashierScreen(subscriptionId);
  await Taro.redirectTo({ url });
  if (paymentParams) await pay(paymentParams, url);
}

/** Pays what is still to be paid; what the platform says of it is told, and not believed. */
export function usePayAgain(subscriptionId: string) {
  return useMutation<'done' | 'cancelled' | 'failed' | 'away', ApiError>({
    mutationFn: async () => {
      const input = { subscriptionId, channel: payChannel() };
      const { subscriptionPaymentResume } = await client.mutate(SubscriptionPaymentResumeDocument, { input });
      const { paymentParams } = accepted(subscriptionPaymentResume);
      return paymentParams ? pay(paymentParams, cashierScreen(subscriptionId)) : 'failed';
    },
    onSettled: () => void refreshPlan(),
  });
}

/** Goes to WeChat to sign for renewals, which was agreed to before. */
export function useSign(subscriptionId: string, agreementVersion: string) {
  return useMutation<'done' | 'cancelled' | 'failed' | 'away', ApiError>({
    mutationFn: async () => {
      const intent = { subscriptionId, agreementVersion };
      const { contractParams } = await once('subscriptionAutoRenewSign', intent, async (idempotencyKey) => {
        const input = { ...intent, channel: payChannel(), idempotencyKey };
        return (await client.mutate(CashierSignDocument, { input })).subscriptionAutoRenewSign;
      });
      return contractParams ? sign(contractParams) : 'failed';
    },
    onSettled: () => void refreshPlan(),
  });
}

/** Uses a code, once. */
export function useRedeem() {
  return useMutation<unknown, ApiError, string>({
    mutationFn: (code) =>
      once('subscriptionCodeRedeem', { code }, async (idempotencyKey) => {
        const input = { code, idempotencyKey };
        return (await client.mutate(SubscriptionCodeRedeemDocument, { input })).subscriptionCodeRedeem;
      }),
    onSettled: () => void refreshPlan(),
  });
}
