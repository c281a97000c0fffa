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
  const record = value as Record<string, unknown>;
  const keys = Object.keys(record);
  // By code units: a locale's order would differ between machines. Most objects are in order already.
  for (let index = 1; index < keys.length; index++) {
    if ((keys[index - 1] as string) < (keys[index] as string)) continue;
    keys.sort((a, b) => (a < b ? -1 : 1));
    break;
  }
  let text = '';
  for (const key of keys) {
    const item = record[key];
    if (item !== undefined) text += `${text === '' ? '' : ','}${quoted(key)}:${canonicalJson(item)}`;
  }
  return `{${text}}`;
}

// Keys are the fields of a state, dates and numbers: few, or soon seen again.
const MAX_QUOTED = 20_000;
const quotedKeys = new Map<string, string>();

function quoted(key: string): string {
  let text = quotedKeys.get(key);
  if (text === undefined) {
    if (quotedKeys.size > MAX_QUOTED) quotedKeys.clear();
    text = JSON.stringify(key);
    quotedKeys.set(key, text);
  }
  return text;
}
