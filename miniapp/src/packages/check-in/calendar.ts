/** Of a date `2026-11-24` the month `2026-11`. */
export const monthOf = (date: string): string => date.slice(0, 7);

/** Of a date `2026-11-04` the day as it stands in a calendar: `4`. */
export const dayName = (date: string): string => String(Number(date.slice(8)));

/** The month so many months later. */
export function moved(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

/** The places of the first week, counted from Monday, that lie before a month's first date. */
export function emptyBefore(first: string | undefined): number[] {
  const weekday = first ? new Date(`${first}T00:00:00Z`).getUTCDay() : 1;
  return Array.from({ length: (weekday + 6) % 7 }, (_, at) => at);
}
