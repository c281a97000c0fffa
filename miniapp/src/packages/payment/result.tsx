import { Box, Heading, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { MallButton, OrderButton } from './buttons';
import { moneyBackOf, type Outcome } from './outcome';
import { Receipt } from './receipt';
import type { PaymentOrder } from './use-order';
import { PAYMENT_WORDS } from './words';

const MARKS = { underWay: 'wait', done: 'good', cancelled: 'back', failed: 'bad', over: 'back' } as const;

export interface ResultProps {
  order: PaymentOrder;
  outcome: Exclude<Outcome, 'waiting'>;
  /** The points that can be spent now. */
  available: number;
}

/** 结果: what became of it, what comes next, what is left. */
export function Result({ order, outcome, available }: ResultProps) {
  const { title, body } = useOutcomeWords(order, outcome);
  const isGone = outcome === 'cancelled' || outcome === 'failed';
  return (
    <>
      <Box className="pay" role="status">
        <Box className={`pay__mark pay__mark--${MARKS[outcome]}`} decorative />
        <Heading level={1} className="pay__title">
          {title}
        </Heading>
        {body.map((line) => (
          <Text key={line} className="pay__body">
            {line}
          </Text>
        ))}
      </Box>
      <Receipt order={order} available={available} />
      {isGone ? (
        <>
          <MallButton />
          <OrderButton orderId={order.id} quiet />
        </>
      ) : (
        <>
          <OrderButton orderId={order.id} />
          <MallButton quiet />
        </>
      )}
    </>
  );
}

function useOutcomeWords(order: PaymentOrder, outcome: ResultProps['outcome']): { title: string; body: string[] } {
  const { format } = useI18n();
  const w = useWords(PAYMENT_WORDS);
  const { kind, points, refunds } = order;
  const cash = format.money(refunds.reduce((sum, { amountFen }) => sum + amountFen, 0));
  const money = moneyBackOf(order);
  const back = [
    w('pointsBack', { points: format.count(points) }),
    ...(money === 'none' ? [] : [w(`money.${money}`, { cash })]),
  ];
  switch (outcome) {
    case 'cancelled':
      return { title: w('cancelled'), body: back };
    case 'failed':
      return { title: w('failed'), body: back };
    case 'over':
      return { title: w('over'), body: [w('overBody')] };
    case 'underWay':
      return { title: w(`underWay.${kind}`), body: [w(`underWayBody.${kind}`)] };
    default:
      return { title: w(`done.${kind}`), body: [w(`doneBody.${kind}`)] };
  }
}
