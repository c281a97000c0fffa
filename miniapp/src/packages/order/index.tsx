import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Blocked } from '@/components/blocked';
import { useGain } from '@/components/gain';
import { Notice } from '@/components/notice';
import { Screen } from '@/components/screen';
import { Box, Heading, Tap, Text } from '@/components/ui';
import { useWords } from '@/lib/i18n/use-i18n';
import { useMemberQuery } from '@/lib/member-query';
import { ORDER_WORDS, stateKey } from '@/lib/order-words';
import { SCREENS } from '@/lib/screens';
import { tintOf } from '@/lib/theme';
import { Bill } from './bill';
import { Codes } from './codes';
import { About, Recipient } from './details';
import { OrderDocument, type OrderQuery } from './generated/graphql';
import { useNext } from './next';
import { isWaiting, type Order } from './order';
import { Parcels } from './parcels';
import type { Step } from './step-order';
import { StepSheet } from './step-sheet';
import { useNow, useWaiting } from './waiting';
import { ORDER_PAGE_WORDS } from './words';
import './order.scss';

/** 订单详情: the order of `?id=`; `?ask=receive` asks for that at once. */
export default function OrderPage() {
  const { id = '', ask } = useRouter().params;
  const query = useMemberQuery('order', OrderDocument, { id });
  const w = useWords(ORDER_PAGE_WORDS);
  const { me, program } = query.data ?? {};
  const order = orderIn(query.data);
  useWaiting(order !== undefined && isWaiting(order), order?.state ?? '', () =>
    query.refetch({ cancelRefetch: false }),
  );
  return (
    <Screen
      title="order.title"
      tint={me ? tintOf(me.level.level) : undefined}
      query={query}
      data={query.data ? { me, order } : undefined}
    >
      {(shown) => (
        <>
          {shown.me ? <Blocked member={shown.me} /> : null}
          {shown.order ? (
            <Detail
              order={shown.order}
              timeZone={program?.timeZone}
              asked={ask === 'receive' ? 'receive' : undefined}
            />
          ) : (
            <Notice
              title={w('gone')}
              body={w('goneBody')}
              action={{ words: w('toOrders'), run: () => void Taro.redirectTo({ url: SCREENS.orders }) }}
            />
          )}
        </>
      )}
    </Screen>
  );
}

/** What the id leads to, when it is an order of this member. */
function orderIn(answer: OrderQuery | undefined): Order | undefined {
  const node = answer?.order;
  return node && 'number' in node ? (node as Order) : undefined;
}

interface DetailProps {
  order: Order;
  timeZone: string | undefined;
  /** What is asked as soon as the screen is up. */
  asked: Step | undefined;
}

function Detail({ order, timeZone, asked }: DetailProps) {
  const w = useWords(ORDER_PAGE_WORDS);
  const { gain, showGain } = useGain();
  const [step, setStep] = useState<Step | undefined>(() =>
    asked && order.actions.includes('CONFIRM_RECEIPT') ? asked : undefined,
  );
  const canAct = order.state === 'PENDING_PAYMENT' || order.actions.length > 0;
  return (
    <Box className={canAct ? 'order--acting' : ''}>
      <Head order={order} timeZone={timeZone} />
      <Codes order={order} timeZone={timeZone} say={showGain} />
      <Parcels order={order} timeZone={timeZone} say={showGain} />
      <Bill order={order} />
      <Recipient order={order} />
      <About order={order} timeZone={timeZone} say={showGain} />
      {canAct ? <Actions order={order} onStep={setStep} /> : null}
      {step ? (
        <StepSheet
          order={order}
          step={step}
          onDone={() => {
            setStep(undefined);
            showGain(w(`${step}.done`));
          }}
          onClose={() => setStep(undefined)}
        />
      ) : null}
      {gain}
    </Box>
  );
}

/** Where it stands, and what happens next. */
function Head({ order, timeZone }: { order: Order; timeZone: string | undefined }) {
  const say = useWords(ORDER_WORDS);
  const now = useNow(order.state === 'PENDING_PAYMENT');
  const next = useNext(order, now, timeZone);
  return (
    <Box className="order-head">
      <Heading level={1} className="order-head__state">
        {say(stateKey(order))}
      </Heading>
      <Text className="order-head__next">{next}</Text>
    </Box>
  );
}

/** What the member can do with it now, the likeliest last and strongest. */
function Actions({ order, onStep }: { order: Order; onStep: (step: Step) => void }) {
  const w = useWords(ORDER_PAGE_WORDS);
  const { id, state, actions } = order;
  return (
    <Box className="order-bar">
      {actions.includes('CANCEL') ? (
        <Tap className="button button--quiet" onTap={() => onStep('cancel')}>
          {w('cancel')}
        </Tap>
      ) : null}
      {actions.includes('REQUEST_RETURN') ? (
        <Tap className="button button--quiet" onTap={() => onStep('return')}>
          {w('return')}
        </Tap>
      ) : null}
      {actions.includes('CONFIRM_RECEIPT') ? (
        <Tap className="button" onTap={() => onStep('receive')}>
          {w('receive')}
        </Tap>
      ) : null}
      {state === 'PENDING_PAYMENT' ? (
        <Tap className="button" onTap={() => void Taro.navigateTo({ url: `${SCREENS.payment}?order=${id}` })}>
          {w('pay')}
        </Tap>
      ) : null}
    </Box>
  );
}
