/** China has one time zone and no summer time, so Beijing's clock is UTC moved by eight hours. */
const BEIJING_MS = 8 * 60 * 60 * 1000;

function beijing(ms: number): string {
  return new Date(ms + BEIJING_MS).toISOString().slice(0, 19);
}

/** `2025-01-01T08:00:00+08:00`, as in JSON. */
export function rfc3339(ms: number): string {
  return `${beijing(ms)}+08:00`;
}

/** `2025-01-01 08:00:00`, as in bills. */
export function billTime(ms: number): string {
  return beijing(ms).replace('T', ' ');
}

/** `2025-01-01`, the day in Beijing. */
export function dayOf(ms: number): string {
  return beijing(ms).slice(0, 10);
}

/** The hour in Beijing, 0 to 23. */
export function hourOf(ms: number): number {
  return Number(beijing(ms).slice(11, 13));
}

/** `20250101080000`, as in numbers that WeChat Pay gives. */
export function stamp(ms: number): string {
  return beijing(ms).replace(/\D/g, '');
}
