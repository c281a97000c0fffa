import Taro from '@tarojs/taro';
import { Box, Tap, Text } from '@/components/ui';
import type { MallQuery } from '@/graphql/generated/graphql';
import { useI18n } from '@/lib/i18n/use-i18n';
import { pointsWords } from '@/lib/points-words';
import { SCREENS } from '@/lib/screens';

export interface HeadProps {
  points: NonNullable<MallQuery['me']>['points'];
  timeZone: string;
}

/** What can be spent, what of it is about to expire, and the way to what was redeemed. */
export function Head({ points, timeZone }: HeadProps) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { expiring, nextExpiry } = points;
  return (
    <Box className="mall__head">
      <Tap className="mall__points" onTap={() => void Taro.navigateTo({ url: SCREENS.points })}>
        <Text className="mall__label">{t('mall.points')}</Text>
        <Text className="mall__figure">{pointsWords(points, i18n)}</Text>
        {expiring > 0 && nextExpiry ? (
          <Text className="mall__soon">
            {t('mall.expiring', {
              points: format.count(nextExpiry.points),
              date: format.lastDay(nextExpiry.at, timeZone),
            })}
          </Text>
        ) : null}
      </Tap>
      <Tap className="mall__orders" onTap={() => void Taro.navigateTo({ url: SCREENS.orders })}>
        {t('mall.orders')}
      </Tap>
    </Box>
  );
}
