import { Thing } from '@/components/thing';
import { Box, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { priceWords } from '@/lib/order-words';
import type { Order } from './order';
import { ORDER_PAGE_WORDS } from './words';

/** What was ordered, what it cost, and what came back. */
export function Bill({ order }: { order: Order }) {
  const { item, quantity } = order;
  return (
    <Box className="panel">
      <Thing item={item} quantity={quantity} />
      <Lines order={order} />
    </Box>
  );
}

function Lines({ order }: { order: Order }) {
  const i18n = useI18n();
  const { format } = i18n;
  const w = useWords(ORDER_PAGE_WORDS);
  const { item, quantity, points, cashFen, memberDiscountFen, discountFen, coupon, returnedPoints, refunds } = order;
  const fullCashFen = cashFen + memberDiscountFen + discountFen;
  const isMixed = fullCashFen > 0;
  const off = (fen: number) => w('bill.off', { amount: format.money(fen) });
  const discount = [w('bill.discount'), coupon?.template?.name].filter(Boolean).join(' · ');
  const lines = [
    { name: w('bill.market'), value: format.money(item.marketPriceFen * quantity), isShown: item.marketPriceFen > 0 },
    { name: w('bill.points'), value: format.count(points), isShown: isMixed },
    { name: w('bill.cash'), value: format.money(fullCashFen), isShown: isMixed },
    { name: w('bill.memberPrice'), value: off(memberDiscountFen), isShown: memberDiscountFen > 0 },
    { name: discount, value: off(discountFen), isShown: discountFen > 0 },
    { name: w('bill.total'), value: priceWords(points, cashFen, i18n), isShown: true, isSum: true },
    { name: w('bill.pointsBack'), value: format.count(returnedPoints), isShown: returnedPoints > 0 },
    ...refunds.map(({ state, amountFen }) => ({
      name: w(`refund.${state}`),
      value: format.money(amountFen),
      isShown: true,
    })),
  ];
  return (
    <Box className="bill" role="list" label={w('bill')}>
      {lines.map(({ name, value, isShown, ...line }, index) =>
        isShown ? (
          <Box
            // biome-ignore lint/suspicious/noArrayIndexKey: two refunds may say the same
            key={index}
            className={`bill__one ${'isSum' in line ? 'bill__one--sum' : ''}`}
            role="listitem"
          >
            <Text className="bill__name">{name}</Text>
            <Text className="bill__value">{value}</Text>
          </Box>
        ) : null,
      )}
    </Box>
  );
}
