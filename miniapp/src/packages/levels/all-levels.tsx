import { LevelBadge } from '@/components/level-badge';
import { Box, Heading, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { ladderOf, type Rung } from '@/lib/ladder';
import { tintOf } from '@/lib/theme';
import type { LevelsQuery } from './generated/graphql';
import type { LevelsMember } from './standing';
import { LEVELS_WORDS } from './words';

export interface AllLevelsProps {
  member: LevelsMember;
  program: LevelsQuery['program'];
}

/** Every level of the primary track in its colour, from the bottom, and how far away the higher ones are. */
export function AllLevels({ member, program }: AllLevelsProps) {
  const w = useWords(LEVELS_WORDS);
  const colors = new Map(program.tracks.flatMap(({ levels }) => levels.map(({ code, color }) => [code, color])));
  return (
    <Box className="panel">
      <Heading level={2} className="panel__title">
        {w('all')}
      </Heading>
      <Box role="list">
        {ladderOf(member, program).map((rung) => (
          <RungRow key={rung.level.code} rung={rung} color={colors.get(rung.level.code)} />
        ))}
      </Box>
    </Box>
  );
}

function RungRow({ rung, color }: { rung: Rung; color: string | undefined }) {
  const { t, format } = useI18n();
  const { level, state, missing, climbed } = rung;
  return (
    <Box className={`levels__rung levels__rung--${state}`} role="listitem">
      <LevelBadge tint={tintOf(level)} size="small" />
      <Box className="levels__rung-words">
        <Box className="levels__rung-line">
          <Text className="row__title">{level.name}</Text>
          <Text className="levels__rung-state">
            {state === 'locked' ? t('level.missing', { growth: format.count(missing) }) : t(`level.${state}`)}
          </Text>
        </Box>
        <Text className="row__note">
          {level.threshold > 0 ? t('level.needs', { growth: format.count(level.threshold) }) : t('level.starts')}
        </Text>
        <Box className="levels__track" decorative>
          <Box
            className="levels__track-done"
            style={{ width: `${Math.round(climbed * 100)}%`, ...(color ? { background: color } : {}) }}
          />
        </Box>
      </Box>
    </Box>
  );
}
