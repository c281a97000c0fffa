import { LoadMore } from '@/components/load-more';
import { Nothing } from '@/components/nothing';
import { Box, Tap, Text } from '@/components/ui';
import { type ApiError, wordsFor } from '@/lib/errors';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import type { MemberList } from '@/lib/member-query';
import { useClaim } from './claim';
import type { OfferPartsFragment } from './generated/graphql';
import { offerState } from './offer-state';
import { readPeriod } from './terms';
import { Ticket } from './ticket';
import { COUPONS_WORDS } from './words';

export interface OffersProps {
  list: Pick<MemberList<unknown>, 'hasMore' | 'isMore' | 'more'>;
  offers: { cursor: string; node: OfferPartsFragment }[];
  onMine: () => void;
}

/** 领券中心: everything on offer, and for each whether I can have it, or why not. */
export function Offers({ list, offers, onMine }: OffersProps) {
  const w = useWords(COUPONS_WORDS);
  const claim = useClaim();
  if (offers.length === 0) return <Nothing title={w('noOffers')} body={w('noOffersBody')} />;
  return (
    <>
      <Box className="tickets" role="list">
        {offers.map(({ cursor, node }) => {
          const isLast = claim.variables?.template === node.code;
          return (
            <Box key={cursor} role="listitem">
              <Offer
                offer={node}
                isBusy={isLast && claim.isPending}
                error={isLast ? claim.error : null}
                isClaimed={isLast && claim.isSuccess}
                onClaim={() => claim.mutate({ template: node.code, held: node.myCount ?? 0 })}
                onMine={onMine}
              />
            </Box>
          );
        })}
      </Box>
      <LoadMore list={list} byScroll />
    </>
  );
}

interface OfferProps {
  offer: OfferPartsFragment;
  isBusy: boolean;
  error: ApiError | null;
  /** Just now. */
  isClaimed: boolean;
  onClaim: () => void;
  onMine: () => void;
}

function Offer({ offer, isBusy, error, isClaimed, onClaim, onMine }: OfferProps) {
  const { format } = useI18n();
  const w = useWords(COUPONS_WORDS);
  const state = offerState(offer);
  const { left, perMember, myCount, lockedBy } = offer;
  const counts = [
    ...(left === null || left === undefined || state === 'soldOut' ? [] : [w('left', { count: format.count(left) })]),
    ...(perMember ? [w('perMember', { count: format.count(perMember), mine: format.count(myCount ?? 0) })] : []),
  ];
  const notes = (
    <>
      <Text className="ticket__note">{useValidity(offer)}</Text>
      {counts.length > 0 ? <Text className="ticket__note">{counts.join(' · ')}</Text> : null}
    </>
  );
  return (
    <Ticket terms={offer} lost="" isDull={state === 'soldOut' || state === 'locked'} notes={notes}>
      {state === 'claimable' ? (
        <>
          <Tap className="ticket__claim" disabled={isBusy} label={w('claimIt', { name: offer.name })} onTap={onClaim}>
            {w(isBusy ? 'claiming' : 'claim')}
          </Tap>
          {isClaimed ? <ToMine words={w('claimedNow')} onMine={onMine} /> : null}
        </>
      ) : null}
      {state === 'claimed' ? <ToMine words={w(isClaimed ? 'claimedNow' : 'claimed')} onMine={onMine} /> : null}
      {state === 'soldOut' ? <Text className="ticket__state">{w('soldOut')}</Text> : null}
      {state === 'paused' ? <Text className="ticket__state">{w('paused')}</Text> : null}
      {state === 'locked' && lockedBy ? (
        <Text className="ticket__state">{w('lockedBy', { level: lockedBy.name })}</Text>
      ) : null}
      {error ? <Problem error={error} /> : null}
    </Ticket>
  );
}

/** What was claimed lies in the other view: the way there. */
function ToMine({ words, onMine }: { words: string; onMine: () => void }) {
  const w = useWords(COUPONS_WORDS);
  return (
    <>
      <Text className="ticket__state">{words}</Text>
      <Tap className="ticket__mine" onTap={onMine}>
        {w('look')}
      </Tap>
    </>
  );
}

function Problem({ error }: { error: ApiError }) {
  const { t } = useI18n();
  const w = useWords(COUPONS_WORDS);
  const known = (['COUPON_LIMIT_REACHED', 'COUPON_SOLD_OUT', 'COUPON_NOT_CLAIMABLE'] as const).find(
    (code) => code === error.code,
  );
  return (
    <Box className="ticket__problem" role="alert">
      <Text>{known ? w(`error.${known}`) : t(wordsFor(error))}</Text>
    </Box>
  );
}

/** For how long it will be good. */
function useValidity({ validFor, validTo }: OfferPartsFragment): string {
  const { format } = useI18n();
  const w = useWords(COUPONS_WORDS);
  // A date has no hour: at noon it is the same day everywhere.
  if (validTo) return w('until', { date: format.day(`${validTo}T12:00:00Z`, 'UTC') });
  const period = readPeriod(validFor ?? '');
  return period ? w(`validFor.${period.unit}`, { count: period.count }) : '';
}
