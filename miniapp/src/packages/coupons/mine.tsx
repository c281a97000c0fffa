import { useState } from 'react';
import { LoadMore } from '@/components/load-more';
import { Nothing } from '@/components/nothing';
import { ErrorNotice, Notice } from '@/components/notice';
import { ListSkeleton } from '@/components/screen';
import { Box, Tap, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { useMemberList } from '@/lib/member-query';
import { type CouponState, MyCouponsDocument, type MyCouponsQuery } from './generated/graphql';
import { daysUntil } from './terms';
import { Ticket } from './ticket';
import { COUPONS_WORDS } from './words';

type Coupon = NonNullable<MyCouponsQuery['me']>['coupons']['edges'][number]['node'];

const STATES = ['AVAILABLE', 'LOCKED', 'REDEEMED', 'EXPIRED'] as const satisfies CouponState[];
/** From here on the days are counted. */
const SOON_DAYS = 3;

const pageOf = (answer: MyCouponsQuery) => answer.me?.coupons;

/** 我的券: by what became of them. */
export function Mine({ onClaim }: { onClaim: () => void }) {
  const w = useWords(COUPONS_WORDS);
  const [state, setState] = useState<CouponState>('AVAILABLE');
  return (
    <>
      <Box className="chips" role="radiogroup" label={w('states')}>
        {STATES.map((one) => (
          <Tap
            key={one}
            className={`chips__one ${one === state ? 'chips__one--on' : ''}`}
            checked={one === state}
            onTap={() => setState(one)}
          >
            {w(`state.${one}`)}
          </Tap>
        ))}
      </Box>
      <OfState key={state} state={state} onClaim={onClaim} />
    </>
  );
}

function OfState({ state, onClaim }: { state: CouponState; onClaim: () => void }) {
  const w = useWords(COUPONS_WORDS);
  const list = useMemberList('my-coupons', MyCouponsDocument, pageOf, { state });
  if (!list.edges) {
    return list.error && !list.isFetching ? (
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
    ) : (
      <ListSkeleton />
    );
  }
  if (list.edges.length === 0) {
    return state === 'AVAILABLE' ? (
      <Notice title={w('none')} body={w('noneBody')} action={{ words: w('toOffers'), run: onClaim }} />
    ) : (
      <Nothing title={w('noneOf', { state: w(`state.${state}`) })} body={w(`noneOf.${state}`)} />
    );
  }
  const coupons = list.edges.map(({ node }) => node);
  const timeZone = list.answer?.program.timeZone;
  return (
    <>
      <Box className="tickets" role="list">
        {(state === 'AVAILABLE' ? coupons.sort(soonestFirst) : coupons).map((coupon) => (
          <Box key={coupon.id} role="listitem">
            <Ticket
              terms={coupon.template}
              lost={w('lost')}
              isDull={state === 'REDEEMED' || state === 'EXPIRED'}
              notes={<Notes coupon={coupon} timeZone={timeZone} />}
            />
          </Box>
        ))}
      </Box>
      <LoadMore list={list} byScroll />
    </>
  );
}

const soonestFirst = (a: Coupon, b: Coupon) => Date.parse(a.validUntil) - Date.parse(b.validUntil);

/** What became of it, and until when it is good. */
function Notes({ coupon, timeZone }: { coupon: Coupon; timeZone: string | undefined }) {
  const { format } = useI18n();
  const w = useWords(COUPONS_WORDS);
  const { state, validFrom, validUntil, orderRef, lockedUntil, discountFen } = coupon;
  const end = format.lastDay(validUntil, timeZone);
  const order = orderRef ? <Text className="ticket__note">{w('order', { order: orderRef })}</Text> : null;
  switch (state) {
    case 'LOCKED':
      return (
        <>
          {discountFen ? (
            <Text className="ticket__saved">{w('saves', { amount: format.money(discountFen) })}</Text>
          ) : null}
          {order}
          {lockedUntil ? (
            <Text className="ticket__note">{w('lockedUntil', { date: format.day(lockedUntil, timeZone) })}</Text>
          ) : null}
        </>
      );
    case 'REDEEMED':
      return (
        <>
          {discountFen ? (
            <Text className="ticket__saved">{w('saved', { amount: format.money(discountFen) })}</Text>
          ) : null}
          {order}
        </>
      );
    case 'EXPIRED':
      return <Text className="ticket__note">{w('ended', { date: end })}</Text>;
    default:
      return (
        <>
          {Date.parse(validFrom) > Date.now() ? (
            <Text className="ticket__note">{w('from', { date: format.day(validFrom, timeZone) })}</Text>
          ) : null}
          <Text className="ticket__note">{w('until', { date: end })}</Text>
          <Soon days={daysUntil(validUntil, Date.now())} />
        </>
      );
  }
}

function Soon({ days }: { days: number }) {
  const w = useWords(COUPONS_WORDS);
  if (days > SOON_DAYS) return null;
  return (
    <Text className="ticket__soon">
      {days <= 1 ? w('soon.today') : days === 2 ? w('soon.tomorrow') : w('soon.days', { days: String(days) })}
    </Text>
  );
}
