import { GraphQLScalarType, Kind } from 'graphql';
import {
  DateTimeResolver,
  GraphQLISO8601Duration,
  GraphQLJSONObject,
  GraphQLLocalDate,
  GraphQLSafeInt,
  GraphQLURL,
} from 'graphql-scalars';

/** RFC 3339 instants. */
export const DateTime = new GraphQLScalarType({
  ...DateTimeResolver.toConfig(),
  name: 'DateTime',
  description: 'An instant, RFC 3339, such as `2026-11-22T08:00:00.000Z`.',
  // graphql-scalars hands out Date objects; JSON wants the text, and making it here saves a pass over the answer.
  serialize: (value) => (value instanceof Date ? value.toISOString() : String(DateTimeResolver.serialize(value))),
});

/** Dates without a time. */
export const LocalDate = new GraphQLScalarType({
  ...GraphQLLocalDate.toConfig(),
  name: 'LocalDate',
  description: 'A date in the program’s time zone, such as `2026-11-22`.',
});

/** Any JSON object. */
export const JSONObject = new GraphQLScalarType({
  ...GraphQLJSONObject.toConfig(),
  name: 'JSONObject',
  description: 'A JSON object, such as `{"items": 3}`.',
  specifiedByURL: undefined,
});

/** Whole numbers up to 2^53. */
export const SafeInt = new GraphQLScalarType({
  ...GraphQLSafeInt.toConfig(),
  description: 'A whole number of up to 53 bits: points, growth value, fen.',
});

/** Addresses. */
export const URLScalar = new GraphQLScalarType({
  ...GraphQLURL.toConfig(),
  name: 'URL',
  description: 'An absolute address, such as `https://example.com/a.png`.',
  serialize: (value) => String(value),
  parseLiteral: (node) => parseUrl(node.kind === Kind.STRING ? node.value : undefined),
  parseValue: parseUrl,
});

function parseUrl(value: unknown): string {
  if (typeof value !== 'string' || !/^https?:\/\//.test(value) || !URL.canParse(value)) {
    throw new TypeError('not an absolute http(s) address');
  }
  return value;
}

/** ISO 8601 durations. */
export const Duration = new GraphQLScalarType({
  ...GraphQLISO8601Duration.toConfig(),
  name: 'Duration',
  description: 'A length of time, ISO 8601, such as `PT15M` or `P30D`.',
});
