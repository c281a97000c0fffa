import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '@/lib/errors';
import { useI18n } from '@/lib/i18n/use-i18n';
import { client } from '@/lib/live';
import { MallOrderQuoteDocument, type MallOrderQuoteInput, type MallOrderQuoteQuery } from './generated/graphql';

type Quoted = MallOrderQuoteQuery['mallOrderQuote'];

/** What an order comes to, by the server, and the coupon that is used for it. */
export interface Quote {
  coupons: Quoted['coupons'];
  couponId: string | undefined;
  /** Undefined until the server has said it, and where it could not be asked. */
  price: Pick<Quoted, 'cashFen' | 'memberDiscountFen' | 'discountFen' | 'pointsAfter'> | undefined;
  /** Why it would not be placed. */
  refusal: ApiError | null;
  /** The price may still change. */
  isBusy: boolean;
  /** Null: no coupon. */
  onCoupon: (couponId: string | null) => void;
}

/**
 * Asks the server what an order comes to, nothing being held. The coupon that takes most off is used until the member
 * chooses another, or none.
 */
export function useQuote(input: Omit<MallOrderQuoteInput, 'couponId'>, isShown: boolean): Quote {
  const [chosen, onCoupon] = useState<string | null>();
  const plain = useQuoted(input, isShown);
  const coupons = plain.data?.mallOrderQuote.coupons ?? [];
  const [best] = coupons;
  const couponId = chosen === null ? undefined : (coupons.find(({ id }) => id === chosen) ?? best)?.id;
  const discounted = useQuoted({ ...input, couponId }, isShown && couponId !== undefined);
  const used = couponId === undefined ? plain : discounted;
  const quoted = used.data?.mallOrderQuote;
  const refused = quoted?.refusal;
  return {
    coupons,
    couponId,
    price: quoted?.canPlace ? quoted : undefined,
    refusal: refused ? new ApiError('refused', { code: refused.code, message: refused.message }) : null,
    isBusy: used.isLoading || plain.isLoading,
    onCoupon,
  };
}

function useQuoted(input: MallOrderQuoteInput, enabled: boolean) {
  const { language } = useI18n();
  return useQuery({
    queryKey: ['quote', language, input],
    queryFn: () => client.query(MallOrderQuoteDocument, { input }),
    enabled,
  });
}
