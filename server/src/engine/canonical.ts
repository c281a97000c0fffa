/**
 * The one text of a value: keys sorted by their code units, what is undefined left out, no spaces. Equal values have
 * equal texts whatever the order in which they were put together, so that states compare byte by byte. Throws
 * TypeError for what JSON would quietly change: NaN, infinities, -0, undefined in a list, functions, bigints.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      return numberText(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? `[${value.map(canonicalJson).join(',')}]` : objectText(value as object);
    default:
      throw new TypeError(`A ${typeof value} has no canonical form.`);
  }
}

function numberText(value: number): string {
  if (!Number.isFinite(value) || Object.is(value, -0)) throw new TypeError(`${value} has no canonical form.`);
  return String(value);
}

function objectText(value: object): string {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  // By code units: a locale's order would differ between machines.
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}
