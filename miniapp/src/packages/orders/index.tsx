import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Blocked } from '@/components/blocked';
import { LoadMore } from '@/components/load-more';
import { ErrorNotice, Notice } from '@/components/notice';
import { ListSkeleton, Screen } from '@/components/screen';
import { Tabs } from '@/components/tabs';
import { Box, ScrollRow } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { useMemberList, useMemberQuery } from '@/lib/member-query';
import { countIn, GROUPS, groupOf, ORDER_GROUPS, type OrderGroup } from '@/lib/orders';
import { tintOf } from '@/lib/theme';
import { OrderCard } from './card';
import { OrdersDocument, OrdersHeadDocument, type OrdersHeadQuery, type OrdersQuery } from './generated/graphql';
import { ORDERS_WORDS } from './words';
import './orders.scss';

type View = OrderGroup | 'all';

const VIEWS: readonly View[] = ['all', ...GROUPS];
const pageOf = (answer: OrdersQuery) => answer.me?.orders;
const toMall = () => void Taro.switchTab({ url: '/pages/mall/index' });

/** 我的订单: by where they stand. `?state=` opens a group, by its name or by a state in it. */
export default function OrdersPage() {
  const { state } = useRouter().params;
  const [view, setView] = useState<View>(groupOf(state) ?? 'all');
  const head = useMemberQuery('orders-head', OrdersHeadDocument, {});
  const member = head.data?.me;
  return (
    <Screen title="orders.title" tint={member ? tintOf(member.level.level) : undefined} query={head} data={member}>
      {(me) => (
        <>
          <Blocked member={me} />
          <Views counts={me.orderCounts} view={view} onChoose={setView} />
          <OrdersIn key={view} view={view} timeZone={head.data?.program.timeZone} />
        </>
      )}
    </Screen>
  );
}

interface ViewsProps {
  counts: NonNullable<OrdersHeadQuery['me']>['orderCounts'];
  view: View;
  onChoose: (view: View) => void;
}

/** The groups, each with how many are in it. */
function Views({ counts, view, onChoose }: ViewsProps) {
  const { t, format } = useI18n();
  const w = useWords(ORDERS_WORDS);
  const wordsOf = (one: View) => {
    if (one === 'all') return w('all');
    const [group, count] = [t(`orders.group.${one}`), countIn(one, counts)];
    return count > 0 ? w('groupCount', { group, count: format.count(count) }) : group;
  };
  return (
    <ScrollRow chosen={view} at={VIEWS.indexOf(view)}>
      <Tabs
        label={w('groups')}
        value={view}
        options={VIEWS.map((value) => ({ value, words: wordsOf(value) }))}
        onChoose={onChoose}
      />
    </ScrollRow>
  );
}

function OrdersIn({ view, timeZone }: { view: View; timeZone: string | undefined }) {
  const { t } = useI18n();
  const w = useWords(ORDERS_WORDS);
  const states = view === 'all' ? null : [...ORDER_GROUPS[view]];
  const list = useMemberList('orders', OrdersDocument, pageOf, { states });
  if (!list.edges) {
    return list.error && !list.isFetching ? (
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
    ) : (
      <ListSkeleton />
    );
  }
  if (list.edges.length === 0) {
    const action = { words: w('toMall'), run: toMall };
    return view === 'all' ? (
      <Notice title={w('none')} body={w('noneBody')} action={action} />
    ) : (
      <Notice title={w('noneOf', { group: t(`orders.group.${view}`) })} body={w('noneOfBody')} action={action} />
    );
  }
  return (
    <>
      <Box role="list" label={w('list')}>
        {list.edges.map(({ node }) => (
          <Box key={node.id} className="panel order-card" role="listitem">
            <OrderCard order={node} timeZone={timeZone} />
          </Box>
        ))}
      </Box>
      <LoadMore list={list} byScroll />
    </>
  );
}
