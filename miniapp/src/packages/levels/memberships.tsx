import { Box, Heading, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import type { LevelsMember } from './standing';
import { LEVELS_WORDS } from './words';

export interface MembershipsProps {
  member: LevelsMember;
  timeZone: string;
}

/** The member's place on the other tracks; nothing where there is none. */
export function Memberships({ member, timeZone }: MembershipsProps) {
  const w = useWords(LEVELS_WORDS);
  const shown = member.memberships.filter(({ track }) => !track.primary);
  if (shown.length === 0) return null;
  return (
    <Box className="panel">
      <Heading level={2} className="panel__title">
        {w('memberships')}
      </Heading>
      <Box role="list">
        {shown.map((membership) => (
          <Place key={membership.track.code} membership={membership} timeZone={timeZone} />
        ))}
      </Box>
    </Box>
  );
}

interface PlaceProps {
  membership: LevelsMember['memberships'][number];
  timeZone: string;
}

function Place({ membership, timeZone }: PlaceProps) {
  const { t, format } = useI18n();
  const w = useWords(LEVELS_WORDS);
  const { track, level, next, validUntil, graceUntil, why } = membership;
  return (
    <Box className="levels__place" role="listitem">
      <Box className="levels__rung-line">
        <Text className="row__note">{track.name}</Text>
        <Text className="row__note">
          {validUntil ? w('validUntil', { date: format.lastDay(validUntil, timeZone) }) : w('forever')}
        </Text>
      </Box>
      <Box className="levels__rung-line">
        <Box className="levels__dot" style={{ background: level.color }} decorative />
        <Text className="levels__place-name">{level.name}</Text>
      </Box>
      <Text className="row__note">{next ? next.how : t('level.top')}</Text>
      {graceUntil ? (
        <Text className="row__note">{w('grace', { date: format.lastDay(graceUntil, timeZone) })}</Text>
      ) : null}
      <Text className="row__note">{why.text}</Text>
    </Box>
  );
}
