import { queryClient } from './live';

/** What a change of the paid membership changes, wherever it is shown. */
const CHANGED = [
  ...['membership', 'cashier', 'subscription', 'savings', 'family', 'home', 'me', 'benefits', 'my-coupons'],
  ...['mall', 'mall-products', 'product', 'quote', 'points', 'points-entries', 'levels'],
];

/** Reads again what is on screen, and the rest when it is shown next. */
export function refreshPlan(): Promise<unknown> {
  return Promise.all(CHANGED.map((name) => queryClient.invalidateQueries({ queryKey: [name] })));
}
