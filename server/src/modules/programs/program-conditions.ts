import { z } from 'zod';
import type { Comparison, Condition, Scalar } from '../../engine/program';

const MAX_DEPTH = 16;
const TAGS = 'member.tags';
const PATHS = ['amountFen', 'type', 'member.level', 'member.plan', TAGS, 'member.daysSinceJoined'];
const DATA_PATH = /^data(\.[A-Za-z0-9_-]+)+$/;
const ORDERS = ['gt', 'gte', 'lt', 'lte'] as const;
const EXAMPLE = 'write a map such as { amountFen: { gte: 100 } }';
const SCALAR = 'write a text, a number, or true or false';

type Path = (string | number)[];
type Tell = (path: Path, message: string) => void;

/** When a rule applies: the grammar of PROGRAM.md; several entries of one map must all hold. */
export const condition = z
  .unknown()
  .transform((value, context): Condition => {
    const tell: Tell = (path, message) => context.addIssue({ code: 'custom', path, message });
    return readCondition(value, [], tell);
  })
  .meta({ $ref: '#/$defs/condition' });

/** The same grammar for editors, to stand under `$defs` as `condition` and `comparison`. */
export const conditionDefinitions = {
  condition: {
    type: 'object',
    minProperties: 1,
    properties: {
      all: { type: 'array', minItems: 1, items: { $ref: '#/$defs/condition' } },
      any: { type: 'array', minItems: 1, items: { $ref: '#/$defs/condition' } },
      not: { $ref: '#/$defs/condition' },
      ...Object.fromEntries(PATHS.map((path) => [path, { $ref: '#/$defs/comparison' }])),
    },
    patternProperties: { [DATA_PATH.source]: { $ref: '#/$defs/comparison' } },
    additionalProperties: false,
  },
  comparison: {
    type: 'object',
    minProperties: 1,
    properties: {
      eq: { type: ['string', 'number', 'boolean'] },
      ne: { type: ['string', 'number', 'boolean'] },
      in: { type: 'array', minItems: 1, items: { type: ['string', 'number', 'boolean'] } },
      ...Object.fromEntries(ORDERS.map((order) => [order, { type: 'number' }])),
      exists: { type: 'boolean' },
    },
    additionalProperties: false,
  },
};

/** The values that a condition compares a path with for being the same. */
export function valuesAt(path: string, within: Condition): Scalar[] {
  if ('not' in within) return valuesAt(path, within.not);
  if (!('path' in within)) return ('all' in within ? within.all : within.any).flatMap((part) => valuesAt(path, part));
  if (within.path !== path) return [];
  const { test } = within;
  if ('in' in test) return [...test.in];
  return 'eq' in test ? [test.eq] : 'ne' in test ? [test.ne] : [];
}

function readCondition(value: unknown, path: Path, tell: Tell): Condition {
  const entries = entriesOf(value);
  if (path.length > 2 * MAX_DEPTH) tell(path, `nest at most ${MAX_DEPTH} deep`);
  else if (entries.length === 0) tell(path, EXAMPLE);
  else return conjunction(entries.map(([key, inner]) => readEntry(key, inner, [...path, key], tell)));
  return { all: [] };
}

function readEntry(key: string, value: unknown, path: Path, tell: Tell): Condition {
  if (key === 'not') return { not: readCondition(value, path, tell) };
  if (key === 'all' || key === 'any') {
    if (!Array.isArray(value) || value.length === 0) tell(path, 'write a list of conditions');
    const items: unknown[] = Array.isArray(value) ? value : [];
    const parts = items.map((item, index) => readCondition(item, [...path, index], tell));
    return key === 'all' ? { all: parts } : { any: parts };
  }
  if (!PATHS.includes(key) && !DATA_PATH.test(key)) {
    tell(path, `there is nothing to compare at "${key}": write one of ${PATHS.join(', ')}, or data.…`);
  }
  const tests = entriesOf(value);
  const ordered = key === TAGS && tests.find(([operator]) => ORDERS.some((order) => order === operator));
  if (ordered) tell([...path, ordered[0]], 'tags have no order: write eq, ne, in or exists');
  if (tests.length === 0) tell(path, 'write a comparison such as { gte: 100 }');
  return conjunction(
    tests.map(([operator, operand]) => ({
      path: key,
      test: readComparison(operator, operand, [...path, operator], tell),
    })),
  );
}

function readComparison(operator: string, operand: unknown, path: Path, tell: Tell): Comparison {
  const order = ORDERS.find((candidate) => candidate === operator);
  if (order) {
    if (!isNumber(operand)) tell(path, 'write a number');
    return { [order]: operand } as Comparison;
  }
  switch (operator) {
    case 'eq':
    case 'ne':
      if (!isScalar(operand)) tell(path, SCALAR);
      return { [operator]: operand } as Comparison;
    case 'in':
      if (!Array.isArray(operand) || operand.length === 0 || !operand.every(isScalar)) {
        tell(path, 'write a list of texts, numbers, or true and false');
      }
      return { in: operand as Scalar[] };
    case 'exists':
      if (typeof operand !== 'boolean') tell(path, 'write true or false');
      return { exists: operand as boolean };
    default:
      tell(path, `there is no comparison "${operator}": write one of eq, ne, in, gt, gte, lt, lte, exists`);
      return { exists: true };
  }
}

function conjunction(parts: Condition[]): Condition {
  const [only, ...more] = parts;
  return only && more.length === 0 ? only : { all: parts };
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'boolean' || isNumber(value);
}
