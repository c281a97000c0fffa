import { LevelBadge } from '@/components/level-badge';
import { Box, Heading, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { tintOf } from '@/lib/theme';
import type { LevelsMember } from './standing';
import { LEVELS_WORDS } from './words';

export interface HistoryProps {
  changes: LevelsMember['levelHistory']['edges'];
  timeZone: string;
}

/** How the level changed, the latest first; nothing while it never did. */
export function History({ changes, timeZone }: HistoryProps) {
  const { format } = useI18n();
  const w = useWords(LEVELS_WORDS);
  if (changes.length === 0) return null;
  return (
    <Box className="panel">
      <Heading level={2} className="panel__title">
        {w('history')}
      </Heading>
      <Box role="list">
        {changes.map(({ cursor, node: { at, cause, level } }) => (
          <Box key={cursor} className="row" role="listitem">
            <LevelBadge tint={tintOf(level)} size="small" />
            <Box className="row__words levels__change">
              <Text className="row__title">{level.name}</Text>
              <Text className="row__note">{w(`cause.${cause}`)}</Text>
            </Box>
            <Text className="row__note">{format.day(at, timeZone)}</Text>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
