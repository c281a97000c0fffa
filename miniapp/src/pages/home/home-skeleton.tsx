import { Box } from '@/components/ui';
import { useI18n } from '@/lib/i18n/use-i18n';

/** The home tab before its data, in the same measures, so that nothing moves when the data comes. */
export function HomeSkeleton() {
  const { t } = useI18n();
  return (
    <Box className="home" role="status" label={t('state.loading')}>
      <Box className="who">
        <Box className="who__avatar bone" />
        <Box className="who__words">
          <Box className="bone bone--line bone--half" />
          <Box className="bone bone--line bone--third" />
        </Box>
      </Box>
      <Box className="home__deck">
        <Box className="level-card bone" />
      </Box>
      <Box className="stats bone" />
      <Box className="home__section bone home__section--cells" />
      <Box className="home__section bone home__section--check-in" />
      <Box className="home__section bone home__section--ladder" />
    </Box>
  );
}
