import { useMutation } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import type { ApiError } from '@/lib/errors';
import { client } from '@/lib/live';
import { isPending, once } from '@/lib/once';
import { pay, payChannel } from '@/lib/pay';
import { refreshMall } from '@/lib/refresh-mall';
import { paymentScreen } from '@/lib/screens';
import { noteServerTime } from '@/lib/server-time';
import { MallOrderPlaceDocument, type MallOrderPlaceMutation } from './generated/graphql';
import type { Way } from './terms';

/** What is to be redeemed, which is what happens once. */
export interface Draft {
  skuId: string;
  quantity: number;
  payWith: Way['payWith'];
  couponId?: string;
  addressId?: string;
  phone?: string;
}

type Placed = MallOrderPlaceMutation['mallOrderPlace'];

/** Redeems, once: another try whose outcome was unknown is the same call, also after a restart. */
export function usePlace() {
  return useMutation<Placed, ApiError, Draft>({
    mutationFn: async (draft) => {
      const isFirst = !isPending('mallOrderPlace', draft);
      const placed = await once('mallOrderPlace', draft, async (idempotencyKey) => {
        const input = { ...draft, channel: payChannel(), idempotencyKey };
        return (await client.mutate(MallOrderPlaceDocument, { input })).mallOrderPlace;
      });
      // An answer to another try tells of an order that may be old.
      if (isFirst && placed.order) noteServerTime(placed.order.placedAt);
      return placed;
    },
    onSettled: () => void refreshMall(),
  });
}

/** On to the order's own screen, which the way back from paying leads to as well; and to paying where that is due. */
export async function goOn({ order, paymentParams }: Placed): Promise<void> {
  if (!order) return;
  const url = paymentScreen(order.id);
  await Taro.redirectTo({ url });
  if (paymentParams) await pay(paymentParams, url);
}
