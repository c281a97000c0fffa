import type { HomeQuery } from '@/graphql/generated/graphql';
import { useI18n } from '@/lib/i18n/use-i18n';
import type { Rung } from '@/lib/ladder';
import { tintOf } from '@/lib/theme';
import { GrowthBar } from '../growth-bar';
import { LevelBadge } from '../level-badge';
import { Box, Heading, Text } from '../ui';

type Member = NonNullable<HomeQuery['me']>;

export interface LevelCardProps {
  rung: Rung;
  member: Member;
}

/** One level as a card: where the member stands, or what is missing to get there. */
export function LevelCard({ rung, member }: LevelCardProps) {
  const { t, format } = useI18n();
  const { level, state } = rung;
  const tint = tintOf(level);
  const stateWords = t(`level.${state}`);
  return (
    <Box
      className={`level-card level-card--${state} tint-${tint}`}
      role="group"
      label={t('level.cardLabel', { level: level.name, state: stateWords })}
    >
      <Box className="level-card__shine" decorative />
      <Box className="level-card__badge" decorative>
        <LevelBadge tint={tint} size="large" />
      </Box>
      <Box className="level-card__head">
        <Text className="level-card__state">{stateWords}</Text>
        <Heading level={2} className="level-card__name">
          {level.name}
        </Heading>
        <Text className="level-card__note">
          {level.threshold > 0 ? t('level.needs', { growth: format.count(level.threshold) }) : t('level.starts')}
        </Text>
      </Box>
      <Box className="level-card__foot">
        {state === 'current' ? <Standing member={member} /> : <Distance rung={rung} member={member} />}
      </Box>
    </Box>
  );
}

/** The member's own level: the value, the way to the next level, and the server's sentence about the gap. */
function Standing({ member }: { member: Member }) {
  const { t, format } = useI18n();
  const { next } = member.level;
  return (
    <>
      <Box className="level-card__figures">
        <Text className="level-card__value">{format.count(member.growth.value)}</Text>
        {next ? <Text className="level-card__goal">{` / ${format.count(next.level.threshold)}`}</Text> : null}
        <Text className="level-card__unit">{t('home.growth')}</Text>
      </Box>
      <GrowthBar ratio={next ? next.ratio : 1} />
      <Text className="level-card__how">{next ? next.how : t('level.top')}</Text>
    </>
  );
}

/** Another level: done, or what is missing; the nearest one repeats the server's own sentence. */
function Distance({ rung, member }: { rung: Rung; member: Member }) {
  const { t, format } = useI18n();
  const { next } = member.level;
  if (rung.state === 'reached') return <Text className="level-card__how">{t('level.passed')}</Text>;
  const isNext = rung.level.code === next?.level.code;
  return (
    <>
      <GrowthBar ratio={rung.climbed} />
      <Text className="level-card__how">
        {isNext && next ? next.how : t('level.missingLong', { growth: format.count(rung.missing) })}
      </Text>
    </>
  );
}
