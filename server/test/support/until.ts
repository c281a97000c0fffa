import { setTimeout as pause } from 'node:timers/promises';

/**
 * Looks until the condition gives something true, and returns that. Fails when it takes unreasonably long, with the
 * last error of the condition if it threw one.
 */
export async function until<T>(condition: () => T | Promise<T>, what = 'the condition'): Promise<NonNullable<T>> {
  let failure: unknown;
  for (let attempt = 0; attempt < 2000; attempt++) {
    try {
      const value = await condition();
      if (value) return value;
      failure = undefined;
    } catch (error) {
      failure = error;
    }
    await pause(10);
  }
  throw failure ?? new Error(`${what} did not come about.`);
}
