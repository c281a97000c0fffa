import Taro from '@tarojs/taro';
import { CallOff } from '@/components/call-off';
import { Box, Heading, Tap, Text } from '@/components/ui';
import { clockWords, useTimeLeft } from '@/lib/countdown';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { cashierScreen } from '@/lib/screens';
import type { PartProps } from './head';
import { SUBSCRIPTION_WORDS } from './words';

/** Nothing tells when the payment began, and no payment is open for longer. */
const LONGEST_MS = 24 * 3600 * 1000;

/** 待支付: how much and until when; on to the cashier, or call it off. */
export function Pending({ subscription: { id, payment } }: Pick<PartProps, 'subscription'>) {
  const { format } = useI18n();
  const w = useWords(SUBSCRIPTION_WORDS);
  const { state, amountFen = 0, payUntil } = payment ?? {};
  const since = payUntil ? new Date(Date.parse(payUntil) - LONGEST_MS).toISOString() : '';
  const left = useTimeLeft(payUntil, since);
  const isOpen = state === 'OPEN' && left > 0;
  return (
    <Box className="panel">
      <Box className="subscription__line">
        <Heading level={2} className="panel__title">
          {w('toPayTitle')}
        </Heading>
        <Text className="row__figure">{format.money(amountFen)}</Text>
      </Box>
      <Text className="row__note">{isOpen ? w('toPayBody', { time: clockWords(left) }) : w('toPayOver')}</Text>
      <Tap className="button subscription__button" onTap={() => void Taro.navigateTo({ url: cashierScreen(id) })}>
        {w(isOpen ? 'toPay' : 'toResult')}
      </Tap>
      {isOpen ? <CallOff subscriptionId={id} className="subscription__button" /> : null}
    </Box>
  );
}
