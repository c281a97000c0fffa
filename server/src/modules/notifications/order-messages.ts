import type { OrderFacts } from '../../engine/outcome';
import type { Locale } from '../../platform/locale';
import type { KindOfMessage, KindsOf, Words } from './kind-of-message';

/** Messages about orders of the mall, and what their words are made from. */
export interface OrderMessages {
  ORDER_SHIPPED: OrderFacts;
  ORDER_DELIVERED: OrderFacts;
  ORDER_FAILED: OrderFacts;
  ORDER_TIMED_OUT: OrderFacts;
  ORDER_CANCELLED: OrderFacts;
  ORDER_RETURNED: OrderFacts;
  ORDER_RETURN_REFUSED: OrderFacts;
  ORDER_REFUNDED: OrderFacts;
}

/** Of `said` in each language: the title, and what follows the name of the product and the number of the order. */
function kind(
  description: string,
  said: Record<Locale, { title: string; body: (facts: OrderFacts, words: Words) => string }>,
  topic?: 'ORDER',
): KindOfMessage<OrderFacts> {
  const { 'zh-CN': zh, en } = said;
  return {
    description,
    opens: 'ORDER',
    topic,
    text: {
      'zh-CN': (facts, words) => ({
        title: zh.title,
        body: `“${facts.name['zh-CN']}”（订单 ${facts.number}）${zh.body(facts, words)}。`,
      }),
      en: (facts, words) => ({
        title: en.title,
        body: `“${facts.name.en}” (order ${facts.number}) ${en.body(facts, words)}.`,
      }),
    },
  };
}

/** What went back, to stand after a clause; nothing when nothing did. */
function backZh({ points, cashFen, coupon }: OrderFacts, { count, money }: Words): string {
  const parts = [
    ...(points > 0 ? [`${count(points)} 积分已退回`] : []),
    ...(cashFen > 0 ? [`${money(cashFen)} 将原路退回`] : []),
    ...(coupon ? ['优惠券已退回'] : []),
  ];
  return parts.map((part) => `，${part}`).join('');
}

function backEn({ points, cashFen, coupon }: OrderFacts, { count, money }: Words): string {
  const parts = [
    ...(points > 0 ? [`${count(points)} points are back`] : []),
    ...(cashFen > 0 ? [`${money(cashFen)} goes back to where you paid from`] : []),
    ...(coupon ? ['the coupon is back'] : []),
  ];
  return parts.map((part) => `; ${part}`).join('');
}

/** Messages about orders of the mall (订单). None is about what members do themselves. */
export const orderMessages: KindsOf<OrderMessages> = {
  ORDER_SHIPPED: kind(
    'An order is on its way (订单发货).',
    {
      'zh-CN': { title: '您的兑换已发货', body: () => '已发货，可查看物流' },
      en: { title: 'Your order is on its way', body: () => 'was sent: see where it is' },
    },
    'ORDER',
  ),
  ORDER_DELIVERED: kind(
    'A code, a right or a top-up has arrived (兑换到账).',
    {
      'zh-CN': { title: '您的兑换已到账', body: () => '已到账，可在订单中查看' },
      en: { title: 'Your order has arrived', body: () => 'has arrived: see it in the order' },
    },
    'ORDER',
  ),
  ORDER_FAILED: kind(
    'An order could not be fulfilled; points and cash went back (兑换失败).',
    {
      'zh-CN': { title: '兑换未成功', body: (facts, words) => `未能兑换成功${backZh(facts, words)}` },
      en: { title: 'Your order could not be fulfilled', body: (facts, words) => `has failed${backEn(facts, words)}` },
    },
    'ORDER',
  ),
  ORDER_TIMED_OUT: kind('An order was not paid in time (支付超时).', {
    'zh-CN': { title: '订单已取消', body: (facts, words) => `未在规定时间内支付，已取消${backZh(facts, words)}` },
    en: { title: 'Your order was called off', body: (facts, words) => `was not paid in time${backEn(facts, words)}` },
  }),
  ORDER_CANCELLED: kind('Staff called an order off (订单取消).', {
    'zh-CN': { title: '订单已取消', body: (facts, words) => `已由客服取消${backZh(facts, words)}` },
    en: { title: 'Your order was called off', body: (facts, words) => `was called off by us${backEn(facts, words)}` },
  }),
  ORDER_RETURNED: kind('A return was accepted (退货通过).', {
    'zh-CN': { title: '退货已完成', body: (facts, words) => `的退货已通过${backZh(facts, words)}` },
    en: { title: 'Your return was accepted', body: (facts, words) => `came back to us${backEn(facts, words)}` },
  }),
  ORDER_RETURN_REFUSED: kind('A return was refused (退货未通过).', {
    'zh-CN': { title: '退货未通过', body: () => '的退货申请未通过，如有疑问请联系客服' },
    en: { title: 'Your return was refused', body: () => 'stays with you: ask the service when that surprises you' },
  }),
  ORDER_REFUNDED: kind('Points or cash of an order went back, in part or whole (订单退款).', {
    'zh-CN': { title: '订单已退款', body: (facts, words) => `已退款${backZh(facts, words)}` },
    en: { title: 'Your order was refunded', body: (facts, words) => `was refunded${backEn(facts, words)}` },
  }),
};
