import { useState } from 'react';
import { Facts } from '@/components/facts';
import { Box, Heading, Tap, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import type { PartProps } from './head';
import { failureKind, latestFirst, type Subscription } from './terms';
import { SUBSCRIPTION_WORDS } from './words';

type Notice = Subscription['notices'][number];

/** 扣款通知: every notice as it was sent, as evidence; a tap shows its words. */
export function Notices({ subscription: { notices }, timeZone }: PartProps) {
  const { format } = useI18n();
  const w = useWords(SUBSCRIPTION_WORDS);
  const [shown, setShown] = useState<Notice>();
  if (notices.length === 0) return null;
  return (
    <Box className="panel">
      <Heading level={2} className="panel__title">
        {w('notices')}
      </Heading>
      <Box role="list">
        {latestFirst(notices, ({ sentAt }) => sentAt).map((notice) => (
          <Box key={notice.id} role="listitem">
            <Tap className="row" onTap={() => setShown(notice)}>
              <Box className="row__words">
                <Text className="row__title">{w(`notice.${notice.kind}`)}</Text>
                <Text className="row__note">{w('noticeSent', { when: format.moment(notice.sentAt, timeZone) })}</Text>
              </Box>
              <Text className="row__figure">{format.money(notice.priceFen)}</Text>
              <Box className="cell__more" decorative />
            </Tap>
          </Box>
        ))}
      </Box>
      {shown ? (
        <Facts
          title={w(`notice.${shown.kind}`)}
          lead={shown.text}
          lines={[
            [w('sentAt'), format.moment(shown.sentAt, timeZone)],
            [
              w('channel'),
              shown.channel === 'NOTIFICATION' || shown.channel === 'WECHAT_PAY'
                ? w(`channel.${shown.channel}`)
                : shown.channel,
            ],
            [w('amount'), format.money(shown.priceFen)],
            [w('chargeAt'), format.day(shown.chargeAt, timeZone)],
          ]}
          onClose={() => setShown(undefined)}
        />
      ) : null}
    </Box>
  );
}

/** 扣款记录: each try to take money, and why it failed. */
export function Charges({ subscription: { charges }, timeZone }: PartProps) {
  const { format } = useI18n();
  const w = useWords(SUBSCRIPTION_WORDS);
  if (charges.length === 0) return null;
  return (
    <Box className="panel">
      <Heading level={2} className="panel__title">
        {w('charges')}
      </Heading>
      <Box role="list">
        {latestFirst(charges, ({ dueAt }) => dueAt).map(({ id, attempt, state, amountFen, dueAt, failure }) => (
          <Box key={id} className="row" role="listitem">
            <Box className="row__words">
              <Text className="row__title">
                {attempt > 1 ? w('chargeAgain', { attempt: format.count(attempt) }) : w('charge')}
              </Text>
              <Text className="row__note">
                {[format.moment(dueAt, timeZone), state === 'FAILED' ? w(`failed.${failureKind(failure)}`) : '']
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
            </Box>
            <Box className="subscription__sum">
              <Text className="row__figure">{format.money(amountFen)}</Text>
              <Text className={`row__note ${state === 'FAILED' ? 'subscription__failed' : ''}`}>
                {w(`charge.${state}`)}
              </Text>
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

/** 有效期: each period, where it came from and what was paid for it. */
export function Periods({ subscription: { periods }, timeZone }: PartProps) {
  const { format } = useI18n();
  const w = useWords(SUBSCRIPTION_WORDS);
  if (periods.length === 0) return null;
  return (
    <Box className="panel">
      <Heading level={2} className="panel__title">
        {w('periods')}
      </Heading>
      <Box role="list">
        {latestFirst(periods, ({ from }) => from).map(({ number, plan, from, until, paidFen, refundedFen, source }) => (
          <Box key={number} className="row" role="listitem">
            <Box className="row__words">
              <Text className="row__title">{`${plan.name} · ${w(`source.${source}`)}`}</Text>
              <Text className="row__note">
                {w('fromTo', { from: format.day(from, timeZone), to: format.lastDay(until, timeZone) })}
              </Text>
            </Box>
            <Box className="subscription__sum">
              <Text className="row__figure">{format.money(paidFen)}</Text>
              {refundedFen > 0 ? (
                <Text className="row__note">{w('refunded', { amount: format.money(refundedFen) })}</Text>
              ) : null}
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
