import { useI18n } from '@/lib/i18n/use-i18n';
import { Box } from '../ui';

/** How far it is to the next level, `ratio` from 0 to 1. A little is always visible once there is any progress. */
export function GrowthBar({ ratio }: { ratio: number }) {
  const { t, format } = useI18n();
  const share = Math.min(Math.max(ratio, 0), 1);
  const width = share === 0 ? '0' : `max(${(share * 100).toFixed(2)}%, 8px)`;
  return (
    <Box
      className="growth-bar"
      role="progressbar"
      label={t('level.progress', { percent: format.percent(share) })}
      percent={Math.floor(share * 100)}
    >
      <Box className="growth-bar__done" style={{ width }} />
    </Box>
  );
}
