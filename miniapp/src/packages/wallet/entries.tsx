import { useState } from 'react';
import { Facts } from '@/components/facts';
import { LoadMore } from '@/components/load-more';
import { Nothing } from '@/components/nothing';
import { ErrorNotice } from '@/components/notice';
import { ListSkeleton } from '@/components/screen';
import { Box, Tap, Text } from '@/components/ui';
import type { Format } from '@/lib/format';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { useMemberList } from '@/lib/member-query';
import { WalletEntriesDocument, type WalletEntriesQuery } from './generated/graphql';
import { WALLET_WORDS } from './words';

type Entry = NonNullable<WalletEntriesQuery['me']>['wallet']['entries']['edges'][number]['node'];

const pageOf = (answer: WalletEntriesQuery) => answer.me?.wallet.entries;

/** `+¥50`, `−¥1.50`. */
const changeOf = (format: Format, fen: number) => `${fen > 0 ? '+' : ''}${format.money(fen)}`;

/** Every change of the wallet, the latest first, principal and gift apart; a tap tells where it comes from. */
export function Entries({ timeZone }: { timeZone: string | undefined }) {
  const w = useWords(WALLET_WORDS);
  const list = useMemberList('wallet-entries', WalletEntriesDocument, pageOf);
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

/** Of these the server's reason is the order. */
const ORDERS = new Set(['SPEND', 'RETURN']);

/** What a line is; the server says it of all but orders. */
function useTitle({ kind, reason }: Entry['line']): string {
  const w = useWords(WALLET_WORDS);
  if (kind === 'SPEND') return w('spend');
  return kind === 'RETURN' ? w('return') : reason;
}

interface OneEntryProps {
  entry: Entry;
  timeZone: string | undefined;
}

function EntryLine({ entry: { part, line }, timeZone, onTap }: OneEntryProps & { onTap: () => void }) {
  const { format } = useI18n();
  const w = useWords(WALLET_WORDS);
  const title = useTitle(line);
  return (
    <Tap className="row" onTap={onTap}>
      <Box className="row__words">
        <Text className="row__title">{title}</Text>
        <Text className="row__note">{`${format.day(line.at, timeZone)} · ${w(`part.${part}`)}`}</Text>
      </Box>
      <Text className={`row__figure ${line.delta > 0 ? 'row__figure--gain' : ''}`}>{changeOf(format, line.delta)}</Text>
      <Box className="cell__more" decorative />
    </Tap>
  );
}

/** Where one line comes from. */
function Why({ entry: { part, line }, timeZone, onClose }: OneEntryProps & { onClose: () => void }) {
  const { format } = useI18n();
  const w = useWords(WALLET_WORDS);
  const title = useTitle(line);
  const { kind, at, recordedAt, delta, reason, why } = line;
  const [when, recorded] = [format.day(at, timeZone), format.day(recordedAt, timeZone)];
  return (
    <Facts
      title={w('why', { change: changeOf(format, delta) })}
      lead={title}
      lines={[
        [w('why.at'), when],
        [w('why.recorded'), recorded === when ? undefined : recorded],
        [w('why.part'), w(`part.${part}`)],
        [w('why.recharge'), why.amountFen ? format.money(why.amountFen) : undefined],
        [w('why.order'), ORDERS.has(kind) ? reason : undefined],
        [w('why.event'), why.eventId ?? undefined],
        [w('why.source'), why.source ?? undefined],
        [w('why.version'), w('version', { version: String(why.programVersion) })],
      ]}
      onClose={onClose}
    />
  );
}
