import { useI18n } from '@/lib/i18n/use-i18n';
import type { Rung } from '@/lib/ladder';
import { tintOf } from '@/lib/theme';
import { LevelBadge } from '../level-badge';
import { Box, Tap, Text } from '../ui';

export interface LevelLadderProps {
  rungs: Rung[];
  /** The rung whose card is in view. */
  index: number;
  onPick: (index: number) => void;
}

/** All levels as a ladder, the highest on top; a tap brings up the card. */
export function LevelLadder({ rungs, index, onPick }: LevelLadderProps) {
  const { t } = useI18n();
  const topDown = rungs.map((rung, at) => ({ rung, at })).reverse();
  return (
    <Box className="ladder" role="list" label={t('home.ladder')}>
      {topDown.map(({ rung, at }) => (
        <Box key={rung.level.code} role="listitem" className={`ladder__rung ladder__rung--${rung.state}`}>
          {at > 0 ? (
            <Box className="ladder__rail" decorative>
              <Box className="ladder__climbed" style={{ height: `${Math.round(rung.climbed * 100)}%` }} />
            </Box>
          ) : null}
          <Tap className={`ladder__tap ${at === index ? 'ladder__tap--shown' : ''}`} onTap={() => onPick(at)}>
            <RungLine rung={rung} />
          </Tap>
        </Box>
      ))}
    </Box>
  );
}

function RungLine({ rung }: { rung: Rung }) {
  const { t, format } = useI18n();
  const { level, state, missing } = rung;
  return (
    <>
      <LevelBadge tint={tintOf(level)} size="small" />
      <Box className="ladder__words">
        <Text className="ladder__name">{level.name}</Text>
        <Text className="ladder__needs">
          {level.threshold > 0 ? t('level.needs', { growth: format.count(level.threshold) }) : t('level.starts')}
        </Text>
      </Box>
      <Text className={`ladder__state ladder__state--${state}`}>
        {state === 'locked' ? t('level.missing', { growth: format.count(missing) }) : t(`level.${state}`)}
      </Text>
    </>
  );
}
