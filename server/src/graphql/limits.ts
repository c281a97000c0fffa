import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { fragmentsOf } from './fragments';
import { type Audience, type Principal, principalKey } from './principal';

/** What a document may hold at most. Tokens are limited while parsing. */
export const documentLimits = { depth: 12, aliases: 30, tokens: 2000, cost: 5000 };

/** What a list field costs that has no `first`: such lists are short by design (levels, tracks). */
const PLAIN_LIST_SIZE = 5;
const MUTATION_COST = 10;

/** What a document asks for, before it runs. */
export interface Demand {
  cost: number;
  depth: number;
  aliases: number;
}

type Variables = Record<string, unknown>;

/**
 * Measures a validated operation: every object costs 1, a root field of a mutation 10, a connection its objects times
 * `first`. Scalars are free. An upper bound: what was not there is given back after the answer.
 */
export function measure(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): Demand {
  const fragments = fragmentsOf(document);
  const root = schema.getRootType(operation.operation);
  const given = withDefaults(operation, variables);
  let measurement = { aliases: 0, depth: 0 };
  // Each fragment is walked once: fragments that spread others twice would otherwise take 2^n steps.
  const measured = new Map<string, Demand>();

  function costOfSelections(selections: SelectionSetNode, parent: GraphQLOutputType | undefined, depth: number): number {
    measurement.depth = Math.max(measurement.depth, depth);
    let cost = 0;
    for (const selection of selections.selections) {
      if (selection.kind === Kind.FIELD) cost += costOfField(selection, parent, depth);
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const on = selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : parent;
        cost += costOfSelections(selection.selectionSet, on as GraphQLOutputType, depth);
      } else {
        const demand = demandOfFragment(selection.name.value);
        measurement.aliases += demand.aliases;
        measurement.depth = Math.max(measurement.depth, depth + demand.depth);
        cost += demand.cost;
      }
    }
    return cost;
  }

  /** What a fragment asks for, with its depth counted from where it is spread. */
  function demandOfFragment(name: string): Demand {
    const known = measured.get(name);
    if (known) return known;
    const fragment = fragments.get(name);
    if (!fragment) return { cost: 0, depth: 0, aliases: 0 };
    const outside = measurement;
    measurement = { aliases: 0, depth: 0 };
    const on = schema.getType(fragment.typeCondition.name.value) as GraphQLOutputType;
    const demand = { cost: costOfSelections(fragment.selectionSet, on, 0), ...measurement };
    measurement = outside;
    measured.set(name, demand);
    return demand;
  }

  function costOfField(node: FieldNode, parent: GraphQLOutputType | undefined, depth: number): number {
    if (node.alias) measurement.aliases++;
    const isObject = isObjectType(parent) || isInterfaceType(parent);
    const field = isObject ? parent.getFields()[node.name.value] : undefined;
    const type = field && getNamedType(field.type);
    const own = parent === root && operation.operation === 'mutation' ? MUTATION_COST : 0;
    if (!node.selectionSet || !isCompositeType(type)) return own;
    const count = field ? sizeOf(node, field.type, given) : 1;
    return own + count * (1 + costOfSelections(node.selectionSet, type as GraphQLObjectType, depth + 1));
  }

  const cost = costOfSelections(operation.selectionSet, root ?? undefined, 1);
  return { cost, ...measurement };
}

/** The variables as the operation will see them, as far as sizes are concerned. */
function withDefaults(operation: OperationDefinitionNode, variables: Variables): Variables {
  const defaults = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)] as const] : [],
  );
  return { ...Object.fromEntries(defaults), ...variables };
}

function sizeOf(node: FieldNode, type: GraphQLOutputType, variables: Variables): number {
  const first = node.arguments?.find((argument) => argument.name.value === 'first')?.value;
  if (first?.kind === Kind.INT) return Math.max(1, Number(first.value));
  if (first?.kind === Kind.VARIABLE) return Math.max(1, Number(variables[first.name.value] ?? 1) || 1);
  return isListType(getNullableType(type)) ? PLAIN_LIST_SIZE : 1;
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
      throw new GraphQLError(`Too many calls: wait ${seconds} s, or ask for less at once.`, {
        extensions: {
          code: 'THROTTLED',
          cost: { requested, actual: 0, limit, remaining: Math.floor(level), restoreRatePerSecond },
          http: { status: 429 },
        },
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
