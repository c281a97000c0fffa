import { useMutation } from '@tanstack/react-query';
import type { ApiError } from '@/lib/errors';
import { client } from '@/lib/live';
import { once } from '@/lib/once';
import { payChannel, sign } from '@/lib/pay';
import { refreshPlan } from '@/lib/refresh-plan';
import {
  SubscriptionAutoRenewCancelDocument,
  SubscriptionAutoRenewSignDocument,
  SubscriptionPlanChangeDocument,
  SubscriptionRefundRequestDocument,
} from './generated/graphql';

/** Agrees to renewal by itself, and goes to WeChat to sign for it. */
export function useSign(subscriptionId: string, agreementVersion: string) {
  return useMutation<'done' | 'cancelled' | 'failed' | 'away', ApiError>({
    mutationFn: async () => {
      const intent = { subscriptionId, agreementVersion };
      const { contractParams } = await once('subscriptionAutoRenewSign', intent, async (idempotencyKey) => {
        const input = { ...intent, channel: payChannel(), idempotencyKey };
        return (await client.mutate(SubscriptionAutoRenewSignDocument, { input })).subscriptionAutoRenewSign;
      });
      return contractParams ? sign(contractParams) : 'failed';
    },
    onSettled: () => void refreshPlan(),
  });
}

/** Ends renewal by itself, once. */
export function useCancelRenewal(subscriptionId: string) {
  return useMutation<unknown, ApiError>({
    mutationFn: () =>
      once('subscriptionAutoRenewCancel', { subscriptionId }, async (idempotencyKey) => {
        const input = { subscriptionId, idempotencyKey };
        return (await client.mutate(SubscriptionAutoRenewCancelDocument, { input })).subscriptionAutoRenewCancel;
      }),
    onSettled: () => refreshPlan(),
  });
}

/** Another plan from the next period on; without one it stays as it is. */
export function usePlanChange(subscriptionId: string) {
  return useMutation<unknown, ApiError, string | null>({
    mutationFn: (planCode) =>
      once('subscriptionPlanChange', { subscriptionId, planCode }, async (idempotencyKey) => {
        const input = { subscriptionId, planCode, idempotencyKey };
        return (await client.mutate(SubscriptionPlanChangeDocument, { input })).subscriptionPlanChange;
      }),
    onSettled: () => refreshPlan(),
  });
}

/** Asks for the money back, once. */
export function useRefund(subscriptionId: string) {
  return useMutation<unknown, ApiError, string>({
    mutationFn: (reason) =>
      once('subscriptionRefundRequest', { subscriptionId, reason }, async (idempotencyKey) => {
        const input = { subscriptionId, reason, idempotencyKey };
        return (await client.mutate(SubscriptionRefundRequestDocument, { input })).subscriptionRefundRequest;
      }),
    onSettled: () => refreshPlan(),
  });
}
