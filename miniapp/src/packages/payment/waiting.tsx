import { useEffect, useState } from 'react';
import { Ask } from '@/components/ask';
import { Box, Heading, Tap, Text } from '@/components/ui';
import { clockWords, useTimeLeft } from '@/lib/countdown';
import { type ApiError, wordsFor } from '@/lib/errors';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { Receipt } from './receipt';
import { useCancel, usePayAgain } from './steps';
import type { PaymentOrder } from './use-order';
import { PAYMENT_WORDS } from './words';

/** 收银台: so much, until then; pay, or call it off. It goes on by itself when the server knows of the money. */
export function Waiting({ order, onNews }: { order: PaymentOrder; onNews: () => void }) {
  const { format } = useI18n();
  const w = useWords(PAYMENT_WORDS);
  const [asks, setAsks] = useState(false);
  const payAgain = usePayAgain(order.id);
  const left = useTimeLeft(order.payUntil, order.placedAt);
  const isOver = left === 0;
  const why = useWhy();
  const problem = payAgain.error ? why(payAgain.error) : payAgain.data === 'failed' ? w('payFailed') : undefined;
  // From here on the server calls it off.
  useEffect(() => {
    if (isOver) onNews();
  }, [isOver, onNews]);
  return (
    <>
      <Box className="pay">
        <Text className="pay__label">{w('toPay')}</Text>
        <Heading level={1} className="pay__amount">
          {format.money(order.cashFen)}
        </Heading>
        <Text className="pay__left">{isOver ? w('timeOver') : w('timeLeft', { time: clockWords(left) })}</Text>
      </Box>
      <Receipt order={order} />
      <Text className="pay__note">{w('held', { points: format.count(order.points) })}</Text>
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
        {w(payAgain.isPending ? 'busy' : 'pay', { cash: format.money(order.cashFen) })}
      </Tap>
      <Tap className="button button--quiet pay__button" onTap={() => setAsks(true)}>
        {w('cancel')}
      </Tap>
      <Box role="status">
        <Text className="pay__note pay__note--middle">{w('follows')}</Text>
      </Box>
      {asks ? <CancelSheet order={order} onClose={() => setAsks(false)} /> : null}
    </>
  );
}

function CancelSheet({ order, onClose }: { order: PaymentOrder; onClose: () => void }) {
  const { format } = useI18n();
  const w = useWords(PAYMENT_WORDS);
  const cancel = useCancel(order.id);
  const why = useWhy();
  return (
    <Ask
      title={w('cancelTitle')}
      body={w('cancelBody', { points: format.count(order.points) })}
      yes={w('cancelYes')}
      no={w('cancelNo')}
      isBusy={cancel.isPending}
      problem={cancel.error ? why(cancel.error) : undefined}
      onYes={() => cancel.mutate(undefined, { onSuccess: onClose })}
      onNo={onClose}
    />
  );
}

/** Why it did not work, in words. */
function useWhy(): (error: ApiError) => string {
  const { t } = useI18n();
  const w = useWords(PAYMENT_WORDS);
  return (error) => {
    const known = (['PAYMENT_NOT_OPEN', 'PROVIDER_BUSY', 'ORDER_STATE_CONFLICT'] as const).find(
      (code) => code === error.code,
    );
    return known ? w(`error.${known}`) : t(wordsFor(error));
  };
}
