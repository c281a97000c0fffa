import { useI18n } from '@/lib/i18n/use-i18n';
import { Text } from '../ui';

export interface PriceProps {
  points: number;
  /** The cash part, in fen; 0: points alone. */
  cashFen?: number;
  /** What the cash part is for those without a member price, struck out beside it; left out where that is the same. */
  normalCashFen?: number;
  /** Some variants cost more. */
  isFrom?: boolean;
  large?: boolean;
}

/** What something costs: the figure in sight, its unit beside it; its parts never break. */
export function Price({ points, cashFen = 0, normalCashFen, isFrom = false, large = false }: PriceProps) {
  const { t, format } = useI18n();
  return (
    <Text className={`price ${large ? 'price--large' : ''}`}>
      <Text className="price__figure">{format.count(points)}</Text>
      <Text className="price__unit">{t('mall.unit')}</Text>
      {cashFen > 0 ? <Text className="price__cash">{t('mall.plus', { cash: format.money(cashFen) })}</Text> : null}
      {normalCashFen === undefined ? null : (
        <Text className="price__normal" label={t('mall.normal', { cash: format.money(normalCashFen) })}>
          {format.money(normalCashFen)}
        </Text>
      )}
      {isFrom ? <Text className="price__unit">{t('mall.from')}</Text> : null}
    </Text>
  );
}
