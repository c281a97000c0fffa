import { useState } from 'react';
import { Ask } from '@/components/ask';
import { Choice } from '@/components/choice';
import { Box, Field, Heading, Tap, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { isRunning } from '@/lib/plan';
import type { PartProps } from './head';
import { useRefund } from './steps';
import type { Subscription } from './terms';
import { useWhy } from './why';
import { SUBSCRIPTION_WORDS } from './words';

const REASONS = ['unneeded', 'unhappy', 'mistake', 'other'] as const;

/** 退款: what would come back is said before anybody asks for it; then how the request stands. */
export function Refund({ subscription, timeZone }: PartProps) {
  const { format } = useI18n();
  const w = useWords(SUBSCRIPTION_WORDS);
  const [isOpen, setIsOpen] = useState(false);
  const { refundQuote, refundRequest, plan } = subscription;
  const isAsked = refundRequest?.state === 'WAITING' || refundRequest?.state === 'APPROVED';
  if (!refundRequest && !(refundQuote && isRunning(subscription))) return null;
  return (
    <Box className="panel">
      <Heading level={2} className="panel__title">
        {w('refund')}
      </Heading>
      {refundRequest ? <Request request={refundRequest} timeZone={timeZone} /> : null}
      {refundQuote && isRunning(subscription) && !isAsked ? (
        <>
          <Text className="row__note">
            {refundQuote.canRefund
              ? w(`quote.${refundQuote.kind}`, { amount: format.money(refundQuote.amountFen) })
              : w('quote.NONE')}
          </Text>
          <Text className="row__note subscription__policy">{plan.refundPolicy}</Text>
          {refundQuote.canRefund ? (
            <Tap className="button button--quiet subscription__button" onTap={() => setIsOpen(true)}>
              {w('refundOpen')}
            </Tap>
          ) : null}
        </>
      ) : null}
      {isOpen && refundQuote ? (
        <RefundSheet subscriptionId={subscription.id} quote={refundQuote} onClose={() => setIsOpen(false)} />
      ) : null}
    </Box>
  );
}

function Request({
  request,
  timeZone,
}: {
  request: NonNullable<Subscription['refundRequest']>;
  timeZone: string | undefined;
}) {
  const { format } = useI18n();
  const w = useWords(SUBSCRIPTION_WORDS);
  const { state, amountFen, requestedAt, decidedAt, decisionReason } = request;
  const when = format.moment(decidedAt ?? requestedAt, timeZone);
  return (
    <Box role="status">
      <Text className="row__title">{w(`request.${state}`, { amount: format.money(amountFen) })}</Text>
      <Text className="row__note subscription__policy">{[when, decisionReason].filter(Boolean).join(' · ')}</Text>
    </Box>
  );
}

interface RefundSheetProps {
  subscriptionId: string;
  quote: NonNullable<Subscription['refundQuote']>;
  onClose: () => void;
}

/** The sum line by line, a reason, and the yes. */
function RefundSheet({ subscriptionId, quote, onClose }: RefundSheetProps) {
  const { format } = useI18n();
  const w = useWords(SUBSCRIPTION_WORDS);
  const [reason, setReason] = useState<(typeof REASONS)[number]>('unneeded');
  const [more, setMore] = useState('');
  const refund = useRefund(subscriptionId);
  const why = useWhy();
  const lines = [
    { name: w('paid'), value: format.money(quote.paidFen) },
    { name: w('used'), value: format.money(-quote.usedFen) },
    { name: w('back'), value: format.money(quote.amountFen), isSum: true },
  ];
  return (
    <Ask
      title={w('refundTitle', { amount: format.money(quote.amountFen) })}
      body={w('refundBody')}
      yes={w(refund.isPending ? 'refundBusy' : 'refundYes')}
      no={w('refundNo')}
      isBusy={refund.isPending}
      problem={refund.error ? why(refund.error) : undefined}
      onYes={() =>
        refund.mutate([w(`reason.${reason}`), more.trim()].filter(Boolean).join(' · '), { onSuccess: onClose })
      }
      onNo={onClose}
    >
      <Box role="list">
        {lines.map(({ name, value, isSum }) => (
          <Box key={name} className="facts__one" role="listitem">
            <Text className="facts__name">{name}</Text>
            <Text className={`facts__value ${isSum ? 'subscription__back' : ''}`}>{value}</Text>
          </Box>
        ))}
      </Box>
      <Text className="row__note subscription__quote">{quote.text}</Text>
      <Choice
        label={w('reason')}
        options={REASONS.map((value) => ({ value, words: w(`reason.${value}`) }))}
        value={reason}
        onChoose={setReason}
      />
      <Field label={w('more')} value={more} onChange={setMore} maxLength={100} />
    </Ask>
  );
}
