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
    <Box className="points__lot" role="listitem">
      <Text>{w('lot', { date: format.day(lot.occurredAt, timeZone) })}</Text>
      {waits ? (
        <Text className="points__waits">{w('from', { date: format.day(lot.availableAt, timeZone) })}</Text>
      ) : null}
      <Text className="points__left">
        {lot.remaining < lot.amount
          ? w('left', { points: format.count(lot.remaining), amount: format.count(lot.amount) })
          : format.count(lot.remaining)}
      </Text>
    </Box>
  );
}
