import { Box, Heading, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { failedCharge, failureKind, type Subscription } from './terms';
import { SUBSCRIPTION_WORDS } from './words';

export interface PartProps {
  subscription: Subscription;
  timeZone: string | undefined;
}

/** Which plan, how it stands and until when; what is charged next, or that nothing is. */
export function Head({ subscription, timeZone }: PartProps) {
  const { format } = useI18n();
  const w = useWords(SUBSCRIPTION_WORDS);
  const { plan, state, periodEnd, nextChargeAt, nextChargeFen, nextPlan } = subscription;
  const end = periodEnd ? format.lastDay(periodEnd, timeZone) : undefined;
  // Past due, the alert below says more of it.
  const isAhead = state !== 'PAST_DUE' && nextChargeAt !== null && nextChargeFen !== null;
  const charge = isAhead
    ? w('nextCharge', {
        date: format.day(nextChargeAt, timeZone),
        price: format.money(nextChargeFen),
        plan: (nextPlan ?? plan).name,
      })
    : state === 'ACTIVE' && nextChargeAt === null
      ? w('noCharge')
      : undefined;
  return (
    <Box className="subscription__card">
      <Box className="subscription__line">
        <Heading level={1} className="subscription__name">
          {plan.name}
        </Heading>
        <Text className="subscription__state">{w(`state.${state}`)}</Text>
      </Box>
      {end ? <Text className="subscription__end">{w(`end.${state}`, { date: end })}</Text> : null}
      {charge ? <Text className="subscription__charge">{charge}</Text> : null}
    </Box>
  );
}

/** A renewal that failed, in plain words: why, when it is tried again, and what can be done. */
export function PastDue({ subscription, timeZone }: PartProps) {
  const { format } = useI18n();
  const w = useWords(SUBSCRIPTION_WORDS);
  const { state, nextChargeAt, charges } = subscription;
  if (state !== 'PAST_DUE') return null;
  const failed = failedCharge(subscription);
  const waiting = charges.find((charge) => charge.state === 'WAITING' || charge.state === 'UNDER_WAY');
  const next = waiting?.dueAt ?? nextChargeAt;
  return (
    <Box className="blocked" role="alert">
      <Text className="blocked__title">{w('pastDue')}</Text>
      <Text className="blocked__body">
        {[
          failed ? w(`failure.${failureKind(failed.failure)}`) : '',
          next ? w('nextTry', { date: format.moment(next, timeZone) }) : w('noNextTry'),
          w('pastDueKept'),
        ].join('')}
      </Text>
    </Box>
  );
}
