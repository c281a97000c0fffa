import Taro from '@tarojs/taro';
import { Box, Heading, Tap, Text } from '@/components/ui';
import type { MeQuery } from '@/graphql/generated/graphql';
import { useI18n } from '@/lib/i18n/use-i18n';
import { pointsWords } from '@/lib/points-words';
import { SCREENS } from '@/lib/screens';

/** What the member has, in numbers; each leads to its screen. Stored value only where there is such a thing. */
export function Assets({ member }: { member: NonNullable<MeQuery['me']> }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { points, wallet, growth } = member;
  const hasWallet = wallet.isOffered || wallet.balanceFen > 0;
  const assets = [
    { name: t('assets.points'), value: pointsWords(points, i18n), to: SCREENS.points },
    {
      name: t('assets.coupons'),
      value: format.count(member.assets.coupons.available),
      to: `${SCREENS.coupons}?view=mine`,
    },
    ...(hasWallet ? [{ name: t('assets.wallet'), value: format.money(wallet.balanceFen), to: SCREENS.wallet }] : []),
    { name: t('assets.growth'), value: format.count(growth.value), to: SCREENS.levels },
  ];
  return (
    <Box className="home__section">
      <Heading level={2} className="home__heading">
        {t('assets.mine')}
      </Heading>
      <Box className={`assets ${hasWallet ? 'assets--four' : ''}`}>
        {assets.map(({ name, value, to }) => (
          <Tap key={name} className="assets__one" onTap={() => void Taro.navigateTo({ url: to })}>
            <Text className="assets__value">{value}</Text>
            <Text className="assets__name">{name}</Text>
          </Tap>
        ))}
      </Box>
    </Box>
  );
}
