import type { WordTable } from '@/lib/i18n';

const zh = {
  groups: '按状态查看',
  all: '全部',
  groupCount: '{group} {count}',
  list: '订单',
  placed: '{date} 下单',
  pay: '去支付',
  receive: '确认收货',
  reveal: '查看卡密',
  stepOf: '{step}，{name}',
  none: '还没有订单',
  noneBody: '用积分兑换的商品、卡券和充值都会出现在这里。',
  noneOf: '没有{group}的订单',
  noneOfBody: '别处也没有要您处理的，去看看有什么可兑换吧。',
  toMall: '去积分商城',
} as const;

/** The texts of the list of orders. */
export const ORDERS_WORDS: WordTable<typeof zh> = {
  'zh-CN': zh,
  en: {
    groups: 'Orders by state',
    all: 'All',
    groupCount: '{group} {count}',
    list: 'Orders',
    placed: 'Placed {date}',
    pay: 'Pay',
    receive: 'I have it',
    reveal: 'See the code',
    stepOf: '{step}: {name}',
    none: 'No orders yet',
    noneBody: 'Whatever you redeem for points is kept here: goods, vouchers and top-ups.',
    noneOf: 'No orders here: {group}',
    noneOfBody: 'Nothing waits for you. See what your points can bring.',
    toMall: 'To the mall',
  },
};
