import { queryClient } from './live';

/** What a redemption, or calling one off, changes wherever it is shown. */
const CHANGED = [
  ...['mall', 'mall-products', 'product', 'quote', 'payment', 'orders', 'orders-head', 'order'],
  ...['home', 'tasks', 'me', 'points', 'points-entries', 'levels', 'my-coupons'],
];

/** Reads again what is on screen, and the rest when it is shown next. */
export function refreshMall(): Promise<unknown> {
  return Promise.all(CHANGED.map((name) => queryClient.invalidateQueries({ queryKey: [name] })));
}
