import { useMutation } from '@tanstack/react-query';
import type { ApiError } from '@/lib/errors';
import { client } from '@/lib/live';
import { accepted, once } from '@/lib/once';
import { pay } from '@/lib/pay';
import { refreshMall } from '@/lib/refresh-mall';
import { paymentScreen } from '@/lib/screens';
import { MallOrderCancelDocument, MallOrderPaymentResumeDocument } from './generated/graphql';

/** Pays what is still to be paid; what the platform says of it is told, and not believed. */
export function usePayAgain(orderId: string) {
  return useMutation<'done' | 'cancelled' | 'failed' | 'away', ApiError>({
    mutationFn: async () => {
      const input = { orderId };
      const { mallOrderPaymentResume } = await client.mutate(MallOrderPaymentResumeDocument, { input });
      const { paymentParams } = accepted(mallOrderPaymentResume);
      return paymentParams ? pay(paymentParams, paymentScreen(orderId)) : 'failed';
    },
    onSettled: () => void refreshMall(),
  });
}

/** Calls the order off, once. */
export function useCancel(orderId: string) {
  return useMutation<unknown, ApiError>({
    mutationFn: () =>
      once('mallOrderCancel', { orderId }, async (idempotencyKey) => {
        const { mallOrderCancel } = await client.mutate(MallOrderCancelDocument, {
          input: { orderId, idempotencyKey },
        });
        return mallOrderCancel;
      }),
    onSettled: () => refreshMall(),
  });
}
