import Taro from '@tarojs/taro';
import { Thing } from '@/components/thing';
import { Box, Tap, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { ORDER_WORDS, priceWords, stateKey } from '@/lib/order-words';
import { isOpen } from '@/lib/orders';
import { SCREENS } from '@/lib/screens';
import type { OrderCardPartsFragment } from './generated/graphql';
import { ORDERS_WORDS } from './words';

interface Step {
  key: 'pay' | 'receive' | 'reveal';
  url: string;
}

/** What a member most likely wants of an order now, and where it is done; undefined: only to look at it. */
export function mainStep({
  id,
  state,
  actions,
  cardCodes,
}: Pick<OrderCardPartsFragment, 'id' | 'state' | 'actions' | 'cardCodes'>): Step | undefined {
  if (state === 'PENDING_PAYMENT') return { key: 'pay', url: `${SCREENS.payment}?order=${id}` };
  if (actions.includes('CONFIRM_RECEIPT')) return { key: 'receive', url: `${SCREENS.order}?id=${id}&ask=receive` };
  if (cardCodes.some((code) => code.state === 'READY')) return { key: 'reveal', url: `${SCREENS.order}?id=${id}` };
  return undefined;
}

/** An order in the list: a tap opens it, the button does what comes next. */
export function OrderCard({ order, timeZone }: { order: OrderCardPartsFragment; timeZone: string | undefined }) {
  const i18n = useI18n();
  const w = useWords(ORDERS_WORDS);
  const say = useWords(ORDER_WORDS);
  const { id, state, item, quantity, points, cashFen, placedAt } = order;
  const step = mainStep(order);
  return (
    <>
      <Tap className="order-card__main" onTap={() => void Taro.navigateTo({ url: `${SCREENS.order}?id=${id}` })}>
        <Box className="order-card__head">
          <Text className="order-card__date">{w('placed', { date: i18n.format.day(placedAt, timeZone) })}</Text>
          <Text className={`order-card__state ${isOpen(state) ? 'order-card__state--open' : ''}`}>
            {say(stateKey(order))}
          </Text>
        </Box>
        <Thing item={item} quantity={quantity} price={priceWords(points, cashFen, i18n)} />
      </Tap>
      {step ? (
        <Box className="order-card__foot">
          <Tap
            className={`chip ${step.key === 'pay' ? 'chip--strong' : ''}`}
            label={w('stepOf', { step: w(step.key), name: item.name })}
            onTap={() => void Taro.navigateTo({ url: step.url })}
          >
            {w(step.key)}
          </Tap>
        </Box>
      ) : null}
    </>
  );
}
