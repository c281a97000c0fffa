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
} as const;
