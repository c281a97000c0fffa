import { useState } from 'react';
import { Ask } from '@/components/ask';
import { Box, Heading, Tap, Text, Tick } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { isRunning } from '@/lib/plan';
import { usePeriods } from '@/lib/plan-words';
import type { PartProps } from './head';
import { useCancelRenewal, useSign } from './steps';
import { canCancel } from './terms';
import { useWhy } from './why';
import { SUBSCRIPTION_WORDS } from './words';

export interface RenewalProps extends PartProps {
  /** Something was done that the server will know more of soon. */
  onNews: () => void;
}

/** 自动续费: how it stands; off in two taps, on by a tick and WeChat's own page. */
export function Renewal({ subscription, timeZone, onNews }: RenewalProps) {
  const w = useWords(SUBSCRIPTION_WORDS);
  const [asks, setAsks] = useState<'cancel' | 'sign'>();
  const { autoRenewState, plan } = subscription;
  const isHeld = canCancel(subscription);
  const canSign =
    plan.autoRenewOffered &&
    autoRenewState !== 'ON' &&
    (subscription.state === 'ACTIVE' || subscription.state === 'CANCELLED');
  if (!isHeld && !isRunning(subscription)) return null;
  return (
    <Box className="panel">
      <Box className="subscription__line">
        <Heading level={2} className="panel__title">
          {w('renewal')}
        </Heading>
        <Text className="row__note">{w(`renewal.${autoRenewState}`)}</Text>
      </Box>
      <Text className="row__note">{w(`renewalBody.${autoRenewState}`)}</Text>
      {canSign ? (
        <Tap className="button button--quiet subscription__button" onTap={() => setAsks('sign')}>
          {w(autoRenewState === 'SIGNING' ? 'signGoOn' : 'signOpen')}
        </Tap>
      ) : null}
      {isHeld ? (
        <Tap className="button button--quiet subscription__button" onTap={() => setAsks('cancel')}>
          {w('cancel')}
        </Tap>
      ) : null}
      {asks === 'cancel' ? (
        <CancelSheet subscription={subscription} timeZone={timeZone} onClose={() => setAsks(undefined)} />
      ) : null}
      {asks === 'sign' ? (
        <SignSheet subscription={subscription} onNews={onNews} onClose={() => setAsks(undefined)} />
      ) : null}
    </Box>
  );
}

/** The second of the two taps, with until when the benefits stay. */
function CancelSheet({ subscription, timeZone, onClose }: PartProps & { onClose: () => void }) {
  const { format } = useI18n();
  const w = useWords(SUBSCRIPTION_WORDS);
  const cancel = useCancelRenewal(subscription.id);
  const why = useWhy();
  const { state, periodEnd } = subscription;
  const body =
    state === 'PAST_DUE' || !periodEnd
      ? w('cancelPastDue')
      : w('cancelBody', { date: format.lastDay(periodEnd, timeZone) });
  return (
    <Ask
      title={w('cancelTitle')}
      body={body}
      yes={w(cancel.isPending ? 'cancelBusy' : 'cancelYes')}
      no={w('cancelNo')}
      isBusy={cancel.isPending}
      problem={cancel.error ? why(cancel.error) : undefined}
      onYes={() => cancel.mutate(undefined, { onSuccess: onClose })}
      onNo={onClose}
    />
  );
}

/** Renewal by itself is agreed to by a tick of its own, then signed in WeChat. */
function SignSheet({
  subscription,
  onNews,
  onClose,
}: Pick<RenewalProps, 'subscription' | 'onNews'> & { onClose: () => void }) {
  const w = useWords(SUBSCRIPTION_WORDS);
  const { id, plan, nextChargeFen } = subscription;
  const [agrees, setAgrees] = useState(false);
  const [isAsked, setIsAsked] = useState(false);
  const sign = useSign(id, plan.agreementVersion);
  const why = useWhy();
  const price = usePeriods().price(nextChargeFen ?? plan.priceFen, plan.period);
  const problem = sign.error
    ? why(sign.error)
    : sign.data === 'failed'
      ? w('signFailed')
      : isAsked && !agrees
        ? w('signTick')
        : undefined;
  const go = () => {
    setIsAsked(true);
    if (!agrees) return;
    sign.mutate(undefined, { onSettled: onNews, onSuccess: (how) => (how === 'away' ? onClose() : undefined) });
  };
  return (
    <Ask
      title={w('signTitle')}
      body={w('signBody', { price })}
      yes={w(sign.isPending ? 'signBusy' : 'sign')}
      no={w('later')}
      isBusy={sign.isPending}
      problem={problem}
      onYes={go}
      onNo={onClose}
    >
      <Tick label={w('signAgree', { version: plan.agreementVersion })} on={agrees} onChange={setAgrees} />
    </Ask>
  );
}
