import { useMutation } from '@tanstack/react-query';
import type { ApiError } from '@/lib/errors';
import { client } from '@/lib/live';
import { once } from '@/lib/once';
import { refreshMall } from '@/lib/refresh-mall';
import {
  CardCodeRevealDocument,
  type CardCodeRevealMutation,
  MallOrderCancelDocument,
  MallOrderConfirmReceiptDocument,
  MallOrderReturnRequestDocument,
} from './generated/graphql';

/** What a member does with an order. */
export type Step = 'cancel' | 'receive' | 'return';

/** Takes a step with an order, once; a return has its reason. */
export function useStep(orderId: string, onDone: (step: Step) => void) {
  return useMutation<unknown, ApiError, { step: Step; reason: string }>({
    mutationFn: ({ step, reason }) => {
      if (step === 'cancel') {
        return once('mallOrderCancel', { orderId }, async (idempotencyKey) => {
          const input = { idempotencyKey, orderId };
          return (await client.mutate(MallOrderCancelDocument, { input })).mallOrderCancel;
        });
      }
      if (step === 'receive') {
        return once('mallOrderConfirmReceipt', { orderId }, async (idempotencyKey) => {
          const input = { idempotencyKey, orderId };
          return (await client.mutate(MallOrderConfirmReceiptDocument, { input })).mallOrderConfirmReceipt;
        });
      }
      return once('mallOrderReturnRequest', { orderId, reason }, async (idempotencyKey) => {
        const input = { idempotencyKey, orderId, reason };
        return (await client.mutate(MallOrderReturnRequestDocument, { input })).mallOrderReturnRequest;
      });
    },
    onSuccess: (_, { step }) => onDone(step),
    // Refused or not, what is on the screen is no longer what is true.
    onSettled: () => void refreshMall(),
  });
}

/** What a card code says. */
export type CodeWords = NonNullable<CardCodeRevealMutation['cardCodeReveal']['code']>;

/** Shows a card code, once: the answer is not kept anywhere but on the screen. */
export function useReveal(onSeen: (cardCodeId: string, code: CodeWords) => void) {
  return useMutation<CardCodeRevealMutation['cardCodeReveal'], ApiError, string>({
    mutationFn: (cardCodeId) =>
      once('cardCodeReveal', { cardCodeId }, async (idempotencyKey) => {
        const { cardCodeReveal } = await client.mutate(CardCodeRevealDocument, {
          input: { idempotencyKey, cardCodeId },
        });
        return cardCodeReveal;
      }),
    gcTime: 0,
    onSuccess: ({ code }, cardCodeId) => {
      if (code) onSeen(cardCodeId, code);
    },
    onSettled: () => void refreshMall(),
  });
}
