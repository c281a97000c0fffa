import { GrowthBar } from '@/components/growth-bar';
import { LevelBadge } from '@/components/level-badge';
import { Box, Heading, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { tintOf } from '@/lib/theme';
import type { LevelsQuery } from './generated/graphql';
import { LEVELS_WORDS } from './words';

export type LevelsMember = NonNullable<LevelsQuery['me']>;

export interface StandingProps {
  member: LevelsMember;
  timeZone: string;
}

/** The level on the primary track: the way to the next, until when it is good, and what keeps it. */
export function Standing({ member, timeZone }: StandingProps) {
  const { t, format } = useI18n();
  const w = useWords(LEVELS_WORDS);
  const { level, next, since, source } = member.level;
  const tint = tintOf(level);
  return (
    <Box
      className={`levels__card tint-${tint}`}
      role="group"
      label={t('level.cardLabel', { level: level.name, state: t('level.current') })}
    >
      <Box className="levels__head">
        <Box className="levels__names">
          <Heading level={1} className="levels__name">
            {level.name}
          </Heading>
          <Text className="levels__soft">{w('since', { date: format.day(since, timeZone) })}</Text>
          {source === 'MANUAL' ? <Text className="levels__soft">{w('manual')}</Text> : null}
        </Box>
        <LevelBadge tint={tint} size="large" />
      </Box>
      <Box className="levels__figures">
        <Text className="levels__value">{format.count(member.growth.value)}</Text>
        <Text className="levels__soft">{t('home.growth')}</Text>
      </Box>
      <GrowthBar ratio={next ? next.ratio : 1} />
      <Text className="levels__how">{next ? next.how : t('level.top')}</Text>
      <Validity member={member} timeZone={timeZone} />
    </Box>
  );
}

function Validity({ member, timeZone }: StandingProps) {
  const { format } = useI18n();
  const w = useWords(LEVELS_WORDS);
  const { validUntil, graceUntil, keep } = member.level;
  return (
    <Box className="levels__validity">
      <Text className="levels__line">
        {validUntil ? w('validUntil', { date: format.lastDay(validUntil, timeZone) }) : w('forever')}
      </Text>
      {graceUntil ? (
        <Text className="levels__line">{w('grace', { date: format.lastDay(graceUntil, timeZone) })}</Text>
      ) : null}
      {keep ? (
        <Text className="levels__line">
          {keep.needed > 0
            ? w('keepNeeded', { date: format.lastDay(keep.by, timeZone), growth: format.count(keep.needed) })
            : w('kept', { date: format.lastDay(keep.by, timeZone) })}
        </Text>
      ) : null}
    </Box>
  );
}
