import { useMutation } from '@tanstack/react-query';
import type { ApiError } from '@/lib/errors';
import { client, queryClient } from '@/lib/live';
import { once } from '@/lib/once';
import { CouponClaimDocument } from './generated/graphql';

/**
 * Claims a coupon, once: another try whose outcome was unknown is the same call. `held` is how many of it the member had
 * claimed, so that the next one is a call of its own.
 */
export function useClaim() {
  return useMutation<unknown, ApiError, { template: string; held: number }>({
    mutationFn: ({ template, held }) =>
      once('couponClaim', { template, held }, async (idempotencyKey) => {
        const { couponClaim } = await client.mutate(CouponClaimDocument, { input: { template, idempotencyKey } });
        return couponClaim;
      }),
    // Refused or not, what is on the screen is no longer what is true.
    onSettled: () =>
      Promise.all(
        ['coupon-offers', 'my-coupons', 'me'].map((name) => queryClient.invalidateQueries({ queryKey: [name] })),
      ),
  });
}
