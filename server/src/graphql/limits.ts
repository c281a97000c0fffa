import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  GraphQLError,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  type InlineFragmentNode,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { fragmentsOf } from './fragments';
import { type Audience, type Principal, principalKey } from './principal';

/** What a document may hold at most. Tokens are limited while parsing. */
export const documentLimits = { depth: 12, aliases: 30, tokens: 2000, cost: 5000 };

/** What a list field costs that has no `first`: such lists are short by design (levels, tracks). */
const PLAIN_LIST_SIZE = 5;
const MUTATION_COST = 10;

/** What a document or a part of it asks for, before it runs; of a part, for one object of its parent. */
export interface Demand {
  cost: number;
  depth: number;
  aliases: number;
}

type Variables = Record<string, unknown>;

interface Measurement {
  schema: GraphQLSchema;
  fragments: Map<string, FragmentDefinitionNode>;
  variables: Variables;
  /** Fragments that are measured already: without this, fragments that spread one another twice would take for ever. */
  measured: Map<string, Demand>;
  mutation?: GraphQLOutputType;
}

/**
 * Measures a validated operation: every object costs 1, a root field of a mutation 10, the objects of a connection
 * their number times `first`. Scalars are free. An upper bound: what was not there is given back after the answer.
 * Introspection is free too, and as deep as it likes: graphql-js bounds it by a validation rule of its own.
 */
export function measure(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): Demand {
  const measurement: Measurement = {
    schema,
    fragments: fragmentsOf(document),
    variables: withDefaults(operation, variables),
    measured: new Map(),
    mutation: operation.operation === 'mutation' ? (schema.getMutationType() ?? undefined) : undefined,
  };
  return measureSelections(measurement, operation.selectionSet, schema.getRootType(operation.operation) ?? undefined);
}

/** The defaults of variables count as much as what was sent. */
function withDefaults(operation: OperationDefinitionNode, variables: Variables): Variables {
  const complete = { ...variables };
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    if (complete[variable.name.value] !== undefined || !defaultValue) continue;
    complete[variable.name.value] = valueFromASTUntyped(defaultValue);
  }
  return complete;
}

/** `listSize` is how many objects the lists right below hold: `first` of the connection around them. */
function measureSelections(
  measurement: Measurement,
  { selections }: SelectionSetNode,
  parent: GraphQLOutputType | undefined,
  listSize = PLAIN_LIST_SIZE,
): Demand {
  const sum = { cost: 0, depth: 1, aliases: 0 };
  for (const selection of selections) {
    const part =
      selection.kind === Kind.FIELD
        ? measureField(measurement, selection, parent, listSize)
        : measureFragment(measurement, selection, parent, listSize);
    sum.cost += part.cost;
    sum.aliases += part.aliases;
    sum.depth = Math.max(sum.depth, part.depth);
  }
  return sum;
}

function measureField(
  measurement: Measurement,
  node: FieldNode,
  parent: GraphQLOutputType | undefined,
  listSize: number,
): Demand {
  const isObject = isObjectType(parent) || isInterfaceType(parent);
  const field = isObject ? parent.getFields()[node.name.value] : undefined;
  const own = parent !== undefined && parent === measurement.mutation ? MUTATION_COST : 0;
  const aliases = node.alias ? 1 : 0;
  if (!node.selectionSet) return { cost: own, depth: 1, aliases };
  const type = field && getNamedType(field.type);
  const first = firstOf(node, measurement.variables);
  const below = measureSelections(measurement, node.selectionSet, type as GraphQLOutputType | undefined, first);
  // A meta field, or one within it: see above. Its aliases count like all others.
  if (!field) return { cost: own, depth: 1, aliases: aliases + below.aliases };
  const count = isListType(getNullableType(field.type)) ? listSize : 1;
  return { cost: own + count * (1 + below.cost), depth: 1 + below.depth, aliases: aliases + below.aliases };
}

function measureFragment(
  measurement: Measurement,
  node: InlineFragmentNode | FragmentSpreadNode,
  parent: GraphQLOutputType | undefined,
  listSize: number,
): Demand {
  const isInline = node.kind === Kind.INLINE_FRAGMENT;
  const key = isInline ? undefined : `${node.name.value} ${listSize}`;
  const known = key && measurement.measured.get(key);
  if (known) return known;
  const fragment = isInline ? node : measurement.fragments.get(node.name.value);
  if (!fragment) return { cost: 0, depth: 1, aliases: 0 };
  const condition = fragment.typeCondition;
  const on = condition ? (measurement.schema.getType(condition.name.value) as GraphQLOutputType | undefined) : parent;
  const measured = measureSelections(measurement, fragment.selectionSet, on, listSize);
  if (key) measurement.measured.set(key, measured);
  return measured;
}

/** `first` of a field; undefined when it has none. */
function firstOf(node: FieldNode, variables: Variables): number | undefined {
  const first = node.arguments?.find((argument) => argument.name.value === 'first')?.value;
  if (!first) return undefined;
  const value = Number(first.kind === Kind.VARIABLE ? variables[first.name.value] : valueFromASTUntyped(first));
  // What is not a number is refused when variables are looked at.
  return Number.isNaN(value) ? 1 : Math.max(1, value);
}

/** Refuses a document that is too deep, has too many aliases or would cost too much in one go. */
export function assertWithinLimits(demand: Demand): void {
  const tooMuch = (['depth', 'aliases', 'cost'] as const).find((what) => demand[what] > documentLimits[what]);
  if (!tooMuch) return;
  throw new GraphQLError(
    `The document has ${tooMuch} ${demand[tooMuch]}, the limit is ${documentLimits[tooMuch]}: ask for less at once.`,
    { extensions: { code: 'DOCUMENT_TOO_LARGE', http: { status: 400 } } },
  );
}

/** A caller's bucket: how much it holds at most, and how fast it fills. */
const buckets: Record<Audience, { limit: number; restoreRatePerSecond: number }> = {
  anonymous: { limit: 1000, restoreRatePerSecond: 50 },
  member: { limit: 5000, restoreRatePerSecond: 200 },
  partner: { limit: 50_000, restoreRatePerSecond: 5000 },
  staff: { limit: 20_000, restoreRatePerSecond: 1000 },
};

/** What `extensions.cost` tells the caller. */
export interface CostReport {
  requested: number;
  actual: number;
  limit: number;
  remaining: number;
  restoreRatePerSecond: number;
}

/** Cost buckets of all callers, in the memory of this instance; the least recently seen are forgotten, that is full. */
export class CostBuckets {
  private readonly levels = new LRUCache<string, { level: number; at: number }>({ max: 50_000 });

  /** `wallNow` in milliseconds. */
  constructor(private readonly wallNow: () => number) {}

  /** Takes the cost out of the caller's bucket, or throws THROTTLED and takes nothing. */
  take(principal: Principal, requested: number): CostReport {
    const { limit, restoreRatePerSecond } = buckets[principal.audience];
    const level = this.levelOf(principal);
    if (requested > level) {
      const seconds = Math.ceil((requested - level) / restoreRatePerSecond);
      const cost: CostReport = { requested, actual: 0, limit, remaining: Math.floor(level), restoreRatePerSecond };
      // Apollo takes headers as a Map; the declared type is another library's.
      const headers = new Map([['retry-after', String(seconds)]]) as unknown as Record<string, string>;
      throw new GraphQLError(`Too many calls: wait ${seconds} s, or ask for less at once.`, {
        extensions: { code: 'THROTTLED', cost, http: { status: 429, headers } },
      });
    }
    this.levels.set(principalKey(principal), { level: level - requested, at: this.wallNow() });
    return { requested, actual: requested, limit, remaining: Math.floor(level - requested), restoreRatePerSecond };
  }

  /** Gives back what the answer did not use, and completes the report. */
  giveBack(principal: Principal, report: CostReport, actual: number): CostReport {
    const used = Math.min(actual, report.requested);
    const level = Math.min(report.limit, this.levelOf(principal) + report.requested - used);
    this.levels.set(principalKey(principal), { level, at: this.wallNow() });
    return { ...report, actual: used, remaining: Math.floor(level) };
  }

  private levelOf(principal: Principal): number {
    const { limit, restoreRatePerSecond } = buckets[principal.audience];
    const bucket = this.levels.get(principalKey(principal));
    if (!bucket) return limit;
    const seconds = Math.max(0, (this.wallNow() - bucket.at) / 1000);
    return Math.min(limit, bucket.level + seconds * restoreRatePerSecond);
  }
}

/** What an answer really cost: its objects. A mutation costs what it was announced with. */
export function actualCost(operation: OperationDefinitionNode | undefined, data: unknown, report: CostReport): number {
  if (operation?.operation !== 'query') return report.requested;
  return Math.max(0, countObjects(data) - 1);
}

function countObjects(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countObjects(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  let count = 1;
  for (const item of Object.values(value)) if (typeof item === 'object') count += countObjects(item);
  return count;
}
