import { Nothing } from '@/components/nothing';
import { Box, Heading, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import type { Lot, LotGroup } from './lots';
import { POINTS_WORDS } from './words';

export interface LotsProps {
  groups: LotGroup[];
  timeZone: string | undefined;
}

/** What is left, by the last day on which it can be spent; the bars compare the days. */
export function Lots({ groups, timeZone }: LotsProps) {
  const { format } = useI18n();
  const w = useWords(POINTS_WORDS);
  if (groups.length === 0) return <Nothing title={w('noLots')} body={w('noLotsBody')} />;
  const most = Math.max(...groups.map(({ remaining }) => remaining));
  return (
    <>
      {groups.map((group) => (
        <Box key={group.expiresAt ?? 'forever'} className="panel">
          <Box className="points__group">
            <Heading level={2} className="points__until">
              {group.expiresAt ? w('goodUntil', { date: format.lastDay(group.expiresAt, timeZone) }) : w('forever')}
            </Heading>
            <Text className="points__figure">{w('amount', { points: format.count(group.remaining) })}</Text>
          </Box>
          <Box className="points__bar" decorative>
            <Box className="points__share" style={{ width: `${Math.ceil((group.remaining / most) * 100)}%` }} />
          </Box>
          <Box role="list">
            {group.lots.map((lot) => (
              <LotLine key={`${lot.occurredAt} ${lot.availableAt}`} lot={lot} timeZone={timeZone} />
            ))}
          </Box>
        </Box>
      ))}
    </>
  );
}

function LotLine({ lot, timeZone }: { lot: Lot; timeZone: string | undefined }) {
  const { format } = useI18n();
  const w = useWords(POINTS_WORDS);
  const waits = Date.parse(lot.availableAt) > Date.now();
  return (
    <Box className="row" role="listitem">
      <Box className="row__words">
        <Text className="row__title">{w('lot', { date: format.day(lot.occurredAt, timeZone) })}</Text>
        {waits ? (
          <Text className="row__note points__waits">{w('from', { date: format.day(lot.availableAt, timeZone) })}</Text>
        ) : null}
      </Box>
      <Box className="row__figures">
        <Text className="row__figure">{format.count(lot.remaining)}</Text>
        {lot.remaining < lot.amount ? (
          <Text className="row__note">{w('ofAmount', { points: format.count(lot.amount) })}</Text>
        ) : null}
      </Box>
    </Box>
  );
}
