import { addDays, addDuration, type BusinessDate, daysBetween, remembered, subtractDuration } from './calendar';
import type { Rfm } from './program';

/** A measure by business date. */
export type Dates = Readonly<Record<BusinessDate, number>> | undefined;

/** The sum of a measure from a date on; without one, of all. */
export function sumSince(dates: Dates, from: BusinessDate | undefined): number {
  let sum = 0;
  for (const date in dates) if (from === undefined || date >= from) sum += dates[date] ?? 0;
  return sum;
}

/** The best score among steps that are reached; 0 when none is. */
export function bestOf<T extends { score: number }>(steps: readonly T[], isReached: (step: T) => boolean): number {
  return steps.reduce((best, step) => (isReached(step) ? Math.max(best, step.score) : best), 0);
}

const insides = new Map<string, Map<BusinessDate, BusinessDate>>();

/** The first date inside a window that ends today: the same date one window ago has just left. */
export function firstInside(today: BusinessDate, window: string): BusinessDate {
  const known = remembered(insides, window, () => new Map());
  return remembered(known, today, () => addDays(subtractDuration(today, window), 1));
}

/** R + F + M of what was counted and summed up by date. */
export function rfmScore(rfm: Rfm, counts: Dates, amounts: Dates, today: BusinessDate): number {
  const from = firstInside(today, rfm.window);
  const last = lastDate(counts, from);
  const days = last === undefined ? Number.POSITIVE_INFINITY : daysBetween(last, today);
  const count = sumSince(counts, from);
  const fen = sumSince(amounts, from);
  return (
    bestOf(rfm.recency, ({ withinDays }) => days <= withinDays) +
    bestOf(rfm.frequency, ({ atLeast }) => count >= atLeast) +
    bestOf(rfm.monetary, ({ atLeastFen }) => fen >= atLeastFen)
  );
}

/**
 * When recency falls next by time alone, after today; undefined: never. It only ever falls, because the steps that are
 * reached become fewer.
 */
export function nextRecencyStep(rfm: Rfm, counts: Dates, today: BusinessDate): BusinessDate | undefined {
  const last = lastDate(counts, firstInside(today, rfm.window));
  if (last === undefined) return undefined;
  return earliest(rfm.recency.map(({ withinDays }) => addDays(last, withinDays + 1)).filter((date) => date > today));
}

/** When something leaves a window next, after today; undefined: never. */
export function nextLeaving(dates: Dates, window: string, today: BusinessDate): BusinessDate | undefined {
  const from = firstInside(today, window);
  let first: BusinessDate | undefined;
  for (const date in dates) if (date >= from && dates[date] !== 0 && (!first || date < first)) first = date;
  if (first === undefined) return undefined;
  return dateOfLeaving(first, window);
}

const leavings = new Map<string, Map<BusinessDate, BusinessDate>>();

function dateOfLeaving(date: BusinessDate, window: string): BusinessDate {
  const known = remembered(leavings, window, () => new Map());
  return remembered(known, date, () => {
    // Months differ in length, so that adding is not the inverse of subtracting: look around.
    let left = addDays(addDuration(date, window), -4);
    while (firstInside(left, window) <= date) left = addDays(left, 1);
    return left;
  });
}

/** The first of some dates. */
export function earliest(dates: readonly (BusinessDate | undefined)[]): BusinessDate | undefined {
  let first: BusinessDate | undefined;
  for (const date of dates) if (date !== undefined && (first === undefined || date < first)) first = date;
  return first;
}

function lastDate(dates: Dates, from: BusinessDate): BusinessDate | undefined {
  let last: BusinessDate | undefined;
  for (const date in dates) if ((dates[date] ?? 0) > 0 && date >= from && (!last || date > last)) last = date;
  return last;
}
