import { useState } from 'react';
import { Choice } from '@/components/choice';
import { Box, Tap, Text, Tick } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { usePeriods } from '@/lib/plan-words';
import { Agreement } from './agreement';
import { useCheckout } from './steps';
import { type Member, priceOf, type Quote } from './terms';
import { useWhy } from './why';
import { MEMBERSHIP_WORDS } from './words';

export interface PurchaseProps {
  quote: Quote;
  member: Member;
}

/**
 * For whom it is bought, what is agreed to and the one button. Both ticks are off until the member sets them: nobody
 * agrees by doing nothing.
 */
export function Purchase({ quote, member }: PurchaseProps) {
  const { format } = useI18n();
  const w = useWords(MEMBERSHIP_WORDS);
  const [forWhom, setForWhom] = useState<'me' | 'gift'>('me');
  const [agrees, setAgrees] = useState(false);
  const [renews, setRenews] = useState(false);
  const [isAsked, setIsAsked] = useState(false);
  const [reads, setReads] = useState<'agreement' | 'renewal'>();
  const checkout = useCheckout();
  const refusal = useRefusal(quote, member);
  const why = useWhy();
  const renewal = useRenewalWords(quote);

  const { plan, offer } = quote;
  const asGift = forWhom === 'gift';
  const offersRenewal = plan.autoRenewOffered && !asGift;
  const refused = asGift ? undefined : refusal;
  const problem = checkout.error ? why(checkout.error) : isAsked && !agrees ? w('agreeFirst') : undefined;
  const buy = () => {
    setIsAsked(true);
    if (!agrees) return;
    checkout.mutate({
      planCode: plan.code,
      autoRenew: renews && offersRenewal,
      asGift,
      agreementVersion: plan.agreementVersion,
      ...(offer && !asGift ? { offerCode: offer.code } : {}),
    });
  };
  return (
    <>
      <Box className="panel">
        <Choice
          label={w('forWhom')}
          options={(['me', 'gift'] as const).map((value) => ({ value, words: w(`for.${value}`) }))}
          value={forWhom}
          onChoose={setForWhom}
        />
        {asGift ? <Text className="membership__small">{w('giftNote')}</Text> : null}
        <Tick label={w('agree', { version: plan.agreementVersion })} on={agrees} onChange={setAgrees} />
        <Tap className="membership__read" onTap={() => setReads('agreement')}>
          {w('readAgreement')}
        </Tap>
        {offersRenewal ? (
          <>
            <Tick label={renewal} on={renews} onChange={setRenews} />
            <Tap className="membership__read" onTap={() => setReads('renewal')}>
              {w('readRenewal')}
            </Tap>
          </>
        ) : null}
      </Box>
      <Box className="membership__bar">
        {problem ? (
          <Box className="problem membership__problem" role="alert">
            <Text>{problem}</Text>
          </Box>
        ) : refused ? (
          <Text className="membership__refused">{refused}</Text>
        ) : null}
        <Tap
          className={`button ${refused ? 'membership__off' : ''}`}
          disabled={checkout.isPending || refused !== undefined}
          onTap={buy}
        >
          {w(checkout.isPending ? 'busy' : asGift ? 'buyGift' : 'buy', {
            price: format.money(priceOf(quote, asGift)),
          })}
        </Tap>
      </Box>
      {reads ? <Agreement plan={plan} part={reads} onClose={() => setReads(undefined)} /> : null}
    </>
  );
}

/** Why the plan cannot be bought now, in words; undefined where it can. */
function useRefusal({ canCheckout, refusal }: Quote, member: Member): string | undefined {
  const { language } = useI18n();
  const w = useWords(MEMBERSHIP_WORDS);
  if (canCheckout) return undefined;
  if (member.status === 'BLOCKED') return w('refused.blocked');
  if (member.subscription?.state === 'PENDING') return w('refused.pending');
  return language === 'en' && refusal ? refusal.message : w('refused.other');
}

/** What renewal by itself means, in one sentence with its price. */
function useRenewalWords({ plan, reason }: Quote): string {
  const w = useWords(MEMBERSHIP_WORDS);
  const { format } = useI18n();
  const price = usePeriods().price(plan.priceFen, plan.period);
  if (reason === 'TRIAL' && plan.firstPriceFen !== null) {
    return w('renewTrialFirst', { first: format.money(plan.firstPriceFen), price });
  }
  return w(reason === 'NORMAL' ? 'renew' : reason === 'TRIAL' ? 'renewTrial' : 'renewAfter', { price });
}
