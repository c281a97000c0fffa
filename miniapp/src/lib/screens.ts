/** Addresses of the screens outside the tabs; each is a package of its own (`app.config.ts`). */
export const SCREENS = {
  points: '/packages/points/index',
  levels: '/packages/levels/index',
  messages: '/packages/messages/index',
  checkIn: '/packages/check-in/index',
  referral: '/packages/referral/index',
  coupons: '/packages/coupons/index',
  benefits: '/packages/benefits/index',
  wallet: '/packages/wallet/index',
  product: '/packages/product/index',
  payment: '/packages/payment/index',
  orders: '/packages/orders/index',
  order: '/packages/order/index',
  addresses: '/packages/addresses/index',
  address: '/packages/addresses/edit',
  membership: '/packages/membership/index',
  cashier: '/packages/membership/cashier',
  subscription: '/packages/subscription/index',
  statement: '/packages/subscription/statement',
  family: '/packages/family/index',
  familyAccept: '/packages/family/accept',
} as const;

/** Addresses of the tabs, for `switchTab`. */
export const MALL_TAB = '/pages/mall/index';
export const TASKS_TAB = '/pages/tasks/index';

/** The cashier and the result of an order of the mall. */
export const paymentScreen = (orderId: string): string => `${SCREENS.payment}?order=${encodeURIComponent(orderId)}`;

/** The cashier and the result of a paid membership. */
export const cashierScreen = (subscriptionId: string): string =>
  `${SCREENS.cashier}?subscription=${encodeURIComponent(subscriptionId)}`;
