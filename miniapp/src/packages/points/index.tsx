import { useState } from 'react';
import { Blocked } from '@/components/blocked';
import { Screen } from '@/components/screen';
import { Tabs } from '@/components/tabs';
import { Box, Heading, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { useMemberQuery } from '@/lib/member-query';
import { Entries } from './entries';
import { PointsDocument, type PointsQuery } from './generated/graphql';
import { Lots } from './lot-list';
import { endingSoon, groupLots, type LotGroup } from './lots';
import { POINTS_WORDS } from './words';
import './points.scss';

type Account = NonNullable<PointsQuery['me']>['points'];

/** 积分: what can be spent, what expires when, and where every point comes from. */
export default function PointsPage() {
  const points = useMemberQuery('points', PointsDocument, {});
  const w = useWords(POINTS_WORDS);
  const [tab, setTab] = useState<'entries' | 'lots'>('entries');
  const timeZone = points.data?.program.timeZone;

  return (
    <Screen title="points.title" query={points} data={points.data?.me}>
      {(member) => {
        const groups = groupLots(member.points.lots);
        return (
          <>
            <Blocked member={member} />
            <Balance account={member.points} />
            <Expiring groups={endingSoon(groups, Date.now())} timeZone={timeZone} />
            <Tabs
              label={w('tabs')}
              value={tab}
              options={(['entries', 'lots'] as const).map((value) => ({ value, words: w(value) }))}
              onChoose={setTab}
            />
            {tab === 'entries' ? <Entries timeZone={timeZone} /> : <Lots groups={groups} timeZone={timeZone} />}
          </>
        );
      }}
    </Screen>
  );
}

function Balance({ account }: { account: Account }) {
  const { format } = useI18n();
  const w = useWords(POINTS_WORDS);
  const { available, pending, held, debt } = account;
  return (
    <Box className="panel points__balance">
      <Text className="points__label">{w('available')}</Text>
      <Heading level={1} className="points__available">
        {format.count(available)}
      </Heading>
      {debt > 0 ? <Text className="points__debt">{w('debt', { points: format.count(debt) })}</Text> : null}
      <Box className="points__parts" role="list">
        {[
          { name: w('pending'), value: pending },
          { name: w('held'), value: held },
        ].map(({ name, value }) => (
          <Box key={name} className="points__part" role="listitem">
            <Text className="points__part-name">{name}</Text>
            <Text className="points__part-value">{format.count(value)}</Text>
          </Box>
        ))}
      </Box>
      {pending > 0 ? <Text className="points__note">{w('pendingNote')}</Text> : null}
    </Box>
  );
}

function Expiring({ groups, timeZone }: { groups: LotGroup[]; timeZone: string | undefined }) {
  const { format } = useI18n();
  const w = useWords(POINTS_WORDS);
  if (groups.length === 0) return null;
  return (
    <Box className="panel">
      <Heading level={2} className="panel__title">
        {w('expiring')}
      </Heading>
      <Box role="list">
        {groups.map(({ expiresAt, remaining }) => (
          <Box key={expiresAt} className="points__expiring" role="listitem">
            <Text>{w('expiringOn', { date: format.lastDay(expiresAt ?? '', timeZone) })}</Text>
            <Text className="points__figure">{w('amount', { points: format.count(remaining) })}</Text>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
