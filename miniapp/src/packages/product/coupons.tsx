import { Box, Tap, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import type { Quote } from './quote';
import { PRODUCT_WORDS } from './words';

/** The coupons that fit the cash part, and none; nothing where none fits. */
export function Coupons({ quote }: { quote: Quote }) {
  const { format } = useI18n();
  const w = useWords(PRODUCT_WORDS);
  const { coupons, couponId, price, onCoupon } = quote;
  if (coupons.length === 0) return null;
  return (
    <Box className="redeem__part">
      <Text className="redeem__label">{w('coupons')}</Text>
      <Box role="radiogroup" label={w('coupons')} className="ways ways--near">
        {coupons.map(({ id, template, validUntil }) => (
          <Tap
            key={id}
            className={`ways__one ${id === couponId ? 'ways__one--on' : ''}`}
            checked={id === couponId}
            onTap={() => onCoupon(id)}
          >
            <Text className="ways__name">{template?.name ?? id}</Text>
            <Text className="ways__note">
              {id === couponId && price
                ? w('discount', { cash: format.money(price.discountFen) })
                : w('couponUntil', { date: format.lastDay(validUntil) })}
            </Text>
          </Tap>
        ))}
        <Tap
          className={`ways__one ${couponId === undefined ? 'ways__one--on' : ''}`}
          checked={couponId === undefined}
          onTap={() => onCoupon(null)}
        >
          <Text className="ways__name">{w('noCoupon')}</Text>
        </Tap>
      </Box>
    </Box>
  );
}
