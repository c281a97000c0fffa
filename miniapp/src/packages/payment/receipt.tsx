import { Box, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import type { PaymentOrder } from './use-order';
import { PAYMENT_WORDS } from './words';

/** What was ordered and for what, line by line; with what is left, where that is known. */
export function Receipt({ order, available }: { order: PaymentOrder; available?: number }) {
  const { format } = useI18n();
  const w = useWords(PAYMENT_WORDS);
  const { item, quantity, number, points, cashFen, memberDiscountFen, discountFen, recipient, kind } = order;
  const name = [item.name, ...item.attributes.map(({ value }) => value)].join(' ');
  const lines: [name: string, value: string | undefined][] = [
    [w('item'), w('itemOf', { name, count: format.count(quantity) })],
    [w('number'), number],
    [w('phone'), kind === 'TOP_UP' ? recipient?.phone : undefined],
    [w('points'), w('pointsOf', { points: format.count(points) })],
    [w('memberPrice'), memberDiscountFen > 0 ? format.money(-memberDiscountFen) : undefined],
    [w('discount'), discountFen > 0 ? format.money(-discountFen) : undefined],
    [w('cash'), cashFen > 0 ? format.money(cashFen) : undefined],
    [w('left'), available === undefined ? undefined : w('pointsOf', { points: format.count(available) })],
  ];
  return (
    <Box className="panel pay__receipt" role="list">
      {lines.map(([label, value]) =>
        value ? (
          <Box key={label} className="facts__one" role="listitem">
            <Text className="facts__name">{label}</Text>
            <Text className="facts__value">{value}</Text>
          </Box>
        ) : null,
      )}
    </Box>
  );
}
