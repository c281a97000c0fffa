import Taro from '@tarojs/taro';
import { useEffect } from 'react';
import { CallOff } from '@/components/call-off';
import { Box, Heading, Tap, Text } from '@/components/ui';
import { clockWords, useTimeLeft } from '@/lib/countdown';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { SCREENS } from '@/lib/screens';
import { usePayAgain } from './steps';
import type { Bought } from './use-purchase';
import { useWhy } from './why';
import { MEMBERSHIP_WORDS } from './words';

/** Nothing tells when the payment began, and no payment is open for longer. */
const LONGEST_MS = 24 * 3600 * 1000;

/** 收银台: so much, until then. It goes on by itself when the server knows of the money. */
export function Waiting({ bought, onNews }: { bought: Bought; onNews: () => void }) {
  const { format } = useI18n();
  const w = useWords(MEMBERSHIP_WORDS);
  const payAgain = usePayAgain(bought.id);
  const why = useWhy();
  const { amountFen = 0, payUntil } = bought.payment ?? {};
  const since = payUntil ? new Date(Date.parse(payUntil) - LONGEST_MS).toISOString() : '';
  const left = useTimeLeft(payUntil, since);
  const isOver = left === 0;
  const problem = payAgain.error ? why(payAgain.error) : payAgain.data === 'failed' ? w('payFailed') : undefined;
  // From here on the server calls it off.
  useEffect(() => {
    if (isOver) onNews();
  }, [isOver, onNews]);
  const price = format.money(amountFen);
  return (
    <>
      <Box className="pay">
        <Text className="pay__label">{bought.plan.name}</Text>
        <Heading level={1} className="pay__amount">
          {price}
        </Heading>
        <Text className="pay__left">{isOver ? w('timeOver') : w('timeLeft', { time: clockWords(left) })}</Text>
      </Box>
      <Receipt bought={bought} />
      {problem ? (
        <Box className="problem pay__problem" role="alert">
          <Text>{problem}</Text>
        </Box>
      ) : null}
      <Tap
        className={`button pay__button ${isOver ? 'pay__button--off' : ''}`}
        disabled={isOver || payAgain.isPending}
        onTap={() => payAgain.mutate(undefined, { onSettled: onNews })}
      >
        {w(payAgain.isPending ? 'paying' : 'pay', { price })}
      </Tap>
      <Tap className="button button--quiet pay__button" onTap={() => void Taro.redirectTo({ url: SCREENS.membership })}>
        {w('otherPlan')}
      </Tap>
      {bought.state === 'PENDING' && !isOver ? <CallOff subscriptionId={bought.id} className="pay__button" /> : null}
      <Box role="status">
        <Text className="pay__note pay__note--middle">{w('follows')}</Text>
      </Box>
    </>
  );
}

/** What is bought, when it starts, and whether more will be charged: said before anybody pays. */
function Receipt({ bought: { state, plan, startedAt, autoRenewConsentAt, autoRenewState } }: { bought: Bought }) {
  const w = useWords(MEMBERSHIP_WORDS);
  const renews = autoRenewState === 'ON' || autoRenewState === 'SIGNING' || Boolean(autoRenewConsentAt);
  const lines = [
    [w('buys'), plan.name],
    [w('starts'), w(state === 'PENDING' && !startedAt ? 'startsPaid' : 'startsNext')],
    [w('renewal'), w(renews ? 'renewalAgreed' : 'renewalOff')],
  ] as const;
  return (
    <Box className="panel pay__receipt" role="list">
      {lines.map(([name, value]) => (
        <Box key={name} className="facts__one" role="listitem">
          <Text className="facts__name">{name}</Text>
          <Text className="facts__value">{value}</Text>
        </Box>
      ))}
    </Box>
  );
}
