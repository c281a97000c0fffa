const UNITS = { D: 'days', W: 'weeks', M: 'months', Y: 'years' } as const;

/** A duration of one unit, as programs write them: `P30D`; undefined for any other. */
export function readDuration(
  duration: string,
): { count: number; unit: (typeof UNITS)[keyof typeof UNITS] } | undefined {
  const [, count, unit] = /^P(\d+)([DWMY])$/.exec(duration) ?? [];
  return count && unit ? { count: Number(count), unit: UNITS[unit as keyof typeof UNITS] } : undefined;
}
