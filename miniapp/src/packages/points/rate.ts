/**
 * A rate of a rule as somebody reads it: `0.01/¥` is one point for every ¥100. Fractions such as `1/3` stay with one
 * yuan, as they are. A rate without yuan is a fixed number each time.
 */
export function readRate(rate: string): { yuan: string; points: string } | { fixed: string } {
  const [, perYuan] = /^(.+)\/¥$/.exec(rate) ?? [];
  if (perYuan === undefined) return { fixed: rate };
  const [, zeros, digits] = /^0\.(0*)(\d+)$/.exec(perYuan) ?? [];
  if (zeros === undefined || digits === undefined) return { yuan: '1', points: perYuan };
  return { yuan: `1${'0'.repeat(zeros.length + digits.length)}`, points: digits };
}
