import type { MallOrderState } from '@/graphql/generated/graphql';
import type { WordTable } from './i18n';
import type { I18n } from './i18n/use-i18n';

const zh = {
  'state.PENDING_PAYMENT': '待支付',
  'state.PAID': '待发货',
  'state.FULFILLING': '备货中',
  'state.WORKING': '发放中',
  'state.SHIPPED': '待收货',
  'state.RECEIVED': '已收货',
  'state.DELIVERED': '已到账',
  'state.COMPLETED': '已完成',
  'state.CANCELLED': '已取消',
  'state.RETURN_REQUESTED': '退货审核中',
  'state.RETURNED': '已退货',
  'state.REFUNDED': '已退款',
  'state.FULFILMENT_FAILED': '兑换失败',
} as const;

/** Where an order stands, in words; the list and the order itself say it alike. */
export const ORDER_WORDS: WordTable<typeof zh> = {
  'zh-CN': zh,
  en: {
    'state.PENDING_PAYMENT': 'To pay',
    'state.PAID': 'To be sent',
    'state.FULFILLING': 'Being packed',
    'state.WORKING': 'Under way',
    'state.SHIPPED': 'On its way',
    'state.RECEIVED': 'Received',
    'state.DELIVERED': 'Delivered',
    'state.COMPLETED': 'Done',
    'state.CANCELLED': 'Cancelled',
    'state.RETURN_REQUESTED': 'Return requested',
    'state.RETURNED': 'Returned',
    'state.REFUNDED': 'Refunded',
    'state.FULFILMENT_FAILED': 'Not delivered',
  },
};

/** The words for a state: what is not sent by courier is neither packed nor received. */
export function stateKey({ state, kind }: { state: MallOrderState; kind: string }): keyof typeof zh {
  if (kind !== 'PHYSICAL') {
    if (state === 'PAID' || state === 'FULFILLING') return 'state.WORKING';
    if (state === 'RECEIVED') return 'state.DELIVERED';
  }
  return `state.${state}`;
}

/** What something costs, or what came back: `680 积分 + ¥39`. */
export function priceWords(points: number, cashFen: number, { t, format }: Pick<I18n, 't' | 'format'>): string {
  const parts = [
    points > 0 || cashFen === 0 ? t('reward.points', { points: format.count(points) }) : '',
    cashFen > 0 ? format.money(cashFen) : '',
  ];
  return parts.filter(Boolean).join(' + ');
}
