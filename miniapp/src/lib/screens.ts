/** Addresses of the screens outside the tabs; each is a package of its own (`app.config.ts`). */
export const SCREENS = {
  points: '/packages/points/index',
  levels: '/packages/levels/index',
  messages: '/packages/messages/index',
  checkIn: '/packages/check-in/index',
  referral: '/packages/referral/index',
} as const;
