/** Addresses of the screens outside the tabs; each is a package of its own (`app.config.ts`). */
export const SCREENS = {
  points: '/packages/points/index',
  levels: '/packages/levels/index',
  messages: '/packages/messages/index',
} as const;
