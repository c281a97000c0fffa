import { LRUCache } from 'lru-cache';

/** The type that says 200 for every well-formed request: for clients that do not ask for the newer one. */
export const PLAIN_JSON = 'application/json; charset=utf-8';
/** The type whose status codes tell what became of the request. */
export const GRAPHQL_RESPONSE = 'application/graphql-response+json; charset=utf-8';

/** In the order in which they are given to a client that likes them equally well. */
const OFFERED = [PLAIN_JSON, GRAPHQL_RESPONSE];

/** One entry of an `Accept` header. */
interface MediaRange {
  name: string;
  parameters: [name: string, value: string][];
  weight: number;
  order: number;
}

interface Match {
  specificity: number;
  weight: number;
  order: number;
}

/**
 * The media type to answer in, by the `Accept` header (RFC 9110, section 12.5.1): the most specific range decides how
 * much a type is liked; of types liked equally, the one named more specifically, then the one named first, wins.
 * `undefined` when none is acceptable; plain JSON when the client names no preference.
 */
export function negotiate(accept: string | undefined): string | undefined {
  return accept ? bestOf(accept) || undefined : PLAIN_JSON;
}

/** The same few headers come with all requests. */
function remembered<T extends string | boolean>(read: (header: string) => T): (header: string) => T {
  const known = new LRUCache<string, T>({ max: 100 });
  return (header) => {
    const before = known.get(header);
    if (before !== undefined) return before;
    const value = read(header);
    known.set(header, value);
    return value;
  };
}

/** Empty when none is acceptable. */
const bestOf = remembered((accept) => {
  const ranges = accept.split(',').map(parseRange);
  const liked: (Match & { type: string })[] = [];
  for (const type of OFFERED) {
    const best = ranges
      .map((range) => matchOf(range, type))
      .filter((match): match is Match => match !== undefined)
      .sort((a, b) => b.specificity - a.specificity || a.order - b.order)[0];
    if (best && best.weight > 0) liked.push({ ...best, type });
  }
  liked.sort((a, b) => b.weight - a.weight || b.specificity - a.specificity || a.order - b.order);
  return liked[0]?.type ?? '';
});

function parseRange(text: string, order: number): MediaRange {
  const [name = '', ...rest] = text.split(';').map((part) => part.trim());
  const parameters = rest.map((part): [string, string] => {
    const [key = '', value = ''] = part.split('=', 2);
    return [
      key.trim().toLowerCase(),
      value
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .toLowerCase(),
    ];
  });
  const weight = Number(parameters.find(([key]) => key === 'q')?.[1] ?? 1);
  return {
    name: name.toLowerCase(),
    parameters: parameters.filter(([key]) => key !== 'q'),
    weight: Number.isNaN(weight) ? 0 : weight,
    order,
  };
}

function matchOf({ name, parameters, weight, order }: MediaRange, offered: string): Match | undefined {
  const essence = offered.slice(0, offered.indexOf(';'));
  const specificity = ['*/*', 'application/*', essence].indexOf(name);
  // We write UTF-8 and nothing else; a range that asks for any other parameter does not speak of our types.
  const isOurs = parameters.every(([key, value]) => key === 'charset' && value === 'utf-8');
  if (specificity < 0 || !isOurs) return undefined;
  return { specificity: specificity + (parameters.length > 0 ? 1 : 0), weight, order };
}

/** Whether a request's `Content-Type` is JSON in UTF-8, which is assumed when no charset is given. */
export function isJson(contentType: string | undefined): boolean {
  return isJsonType(contentType ?? '');
}

const isJsonType = remembered((contentType) => {
  const { name, parameters } = parseRange(contentType, 0);
  return name === 'application/json' && parameters.every(([key, value]) => key !== 'charset' || value === 'utf-8');
});
