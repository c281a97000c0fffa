import Taro from '@tarojs/taro';
import { BenefitTile } from '@/components/benefit-tile';
import { Box, Heading, Tap, Text } from '@/components/ui';
import type { HomeQuery } from '@/graphql/generated/graphql';
import { useI18n } from '@/lib/i18n/use-i18n';
import { SCREENS } from '@/lib/screens';

/** Two rows of four. */
const SHOWN = 8;

const open = () => void Taro.navigateTo({ url: SCREENS.benefits });

/** The first benefits, the member's own in front; nothing for a program without any. */
export function Benefits({ benefits }: { benefits: NonNullable<HomeQuery['me']>['benefits'] }) {
  const { t } = useI18n();
  if (benefits.length === 0) return null;
  return (
    <Box className="home__section">
      <Box className="home__line">
        <Heading level={2} className="home__heading">
          {t('benefits.title')}
        </Heading>
        <Tap className="home__all" onTap={open}>
          <Text>{t('benefits.all')}</Text>
          <Box className="cell__more" decorative />
        </Tap>
      </Box>
      <Box className="benefits-grid">
        {benefits.slice(0, SHOWN).map(({ benefit, state }) => (
          <BenefitTile key={benefit.code} benefit={benefit} isLocked={state === 'LOCKED'} onTap={open} />
        ))}
      </Box>
    </Box>
  );
}
