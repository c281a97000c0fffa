import Taro from '@tarojs/taro';
import { Box, Heading, Tap, Text } from '@/components/ui';
import type { MeQuery } from '@/graphql/generated/graphql';
import { useI18n } from '@/lib/i18n/use-i18n';
import { countIn, GROUPS, isOpen } from '@/lib/orders';
import { SCREENS } from '@/lib/screens';

/** My orders by where they stand; a number tells of how many something is still to come. */
export function Orders({ counts }: { counts: NonNullable<MeQuery['me']>['orderCounts'] }) {
  const { t, format } = useI18n();
  const go = (query = '') => void Taro.navigateTo({ url: `${SCREENS.orders}${query}` });
  const open = counts.filter(({ state }) => isOpen(state));
  return (
    <Box className="home__section">
      <Box className="home__line">
        <Heading level={2} className="home__heading">
          {t('orders.title')}
        </Heading>
        <Tap className="home__all" onTap={() => go()}>
          {t('orders.all')}
        </Tap>
      </Box>
      <Box className="order-groups">
        {GROUPS.map((group) => {
          const count = countIn(group, open);
          return (
            <Tap key={group} className="order-groups__one" onTap={() => go(`?state=${group}`)}>
              <Box className={`order-groups__mark order-groups__mark--${group}`} decorative />
              <Text className="order-groups__name">{t(`orders.group.${group}`)}</Text>
              {count > 0 ? <Text className="unread">{count > 99 ? '99+' : format.count(count)}</Text> : null}
            </Tap>
          );
        })}
      </Box>
    </Box>
  );
}
