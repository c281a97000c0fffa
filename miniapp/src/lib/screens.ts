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
} as const;

/** Addresses of the tabs, for `switchTab`. */
export const MALL_TAB = '/pages/mall/index';
export const TASKS_TAB = '/pages/tasks/index';
