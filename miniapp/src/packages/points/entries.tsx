import { useState } from 'react';
import { LoadMore } from '@/components/load-more';
import { Nothing } from '@/components/nothing';
import { ErrorNotice } from '@/components/notice';
import { ListSkeleton } from '@/components/screen';
import { Box, Tap, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { useMemberList } from '@/lib/member-query';
import { type Entry, useTitle } from './entry';
import { PointsEntriesDocument, type PointsEntriesQuery } from './generated/graphql';
import { Why } from './why';
import { POINTS_WORDS } from './words';

const pageOf = (answer: PointsEntriesQuery) => answer.me?.points.entries;

/** Every change of the points, the latest first; a tap tells how the number came about. */
export function Entries({ timeZone }: { timeZone: string | undefined }) {
  const w = useWords(POINTS_WORDS);
  const list = useMemberList('points-entries', PointsEntriesDocument, pageOf);
  const [shown, setShown] = useState<Entry>();
  if (!list.edges) {
    return list.error && !list.isFetching ? (
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
    ) : (
      <ListSkeleton />
    );
  }
  if (list.edges.length === 0) return <Nothing title={w('noEntries')} body={w('noEntriesBody')} />;
  return (
    <>
      <Box className="panel" role="list">
        {list.edges.map(({ cursor, node }) => (
          <Box key={cursor} role="listitem">
            <EntryLine entry={node} timeZone={timeZone} onTap={() => setShown(node)} />
          </Box>
        ))}
      </Box>
      <LoadMore list={list} byScroll />
      {shown ? <Why entry={shown} timeZone={timeZone} onClose={() => setShown(undefined)} /> : null}
    </>
  );
}

interface EntryLineProps {
  entry: Entry;
  timeZone: string | undefined;
  onTap: () => void;
}

function EntryLine({ entry, timeZone, onTap }: EntryLineProps) {
  const { format } = useI18n();
  const w = useWords(POINTS_WORDS);
  const title = useTitle(entry);
  const { delta, at, why } = entry;
  const notes = [
    format.day(at, timeZone),
    ...(why.amountFen ? [format.money(why.amountFen)] : []),
    ...(why.cuts.length > 0 ? [w('capped')] : []),
  ];
  return (
    <Tap className="row points__entry" onTap={onTap}>
      <Box className="row__words">
        <Text className="row__title">{title}</Text>
        <Text className="row__note">{notes.join(' · ')}</Text>
      </Box>
      <Text className={`row__figure ${delta > 0 ? 'row__figure--gain' : ''}`}>{format.change(delta)}</Text>
      <Box className="cell__more" decorative />
    </Tap>
  );
}
