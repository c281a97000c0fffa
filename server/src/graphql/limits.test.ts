import { buildSchema as buildSdl, type OperationDefinitionNode, parse } from 'graphql';
import { assertWithinLimits, CostBuckets, documentLimits, measure } from './limits';
import type { Principal } from './principal';

const schema = buildSdl(`
  type Query { me: Member members(first: Int!): Connection tracks: [Track!]! node: Node count: Int }
  type Mutation { update(name: String): Payload clear: Int }
  interface Node { id: ID }
  type Member implements Node { id: ID name: String friend: Member orders(first: Int): Connection }
  type Connection { edges: [Edge] total: Int }
  type Edge { node: Member }
  type Track { levels: [Level] }
  type Level { code: String }
  type Payload { member: Member }
`);

function demandOf(source: string, variables: Record<string, unknown> = {}) {
  const document = parse(source);
  const operation = document.definitions.find((node) => node.kind === 'OperationDefinition') as OperationDefinitionNode;
  return measure(schema, document, operation, variables);
}

describe('measure', () => {
  it.each([
    ['{ count }', 0],
    ['{ __typename }', 0],
    ['{ me { name } }', 1],
    ['{ me { friend { name } } }', 2],
    ['{ members(first: 10) { total } }', 10],
    ['{ members(first: 10) { edges { node { name } } } }', 10 * (1 + 5 * (1 + 1))],
    ['{ tracks { levels { code } } }', 5 * (1 + 5)],
    ['{ members(first: 0) { total } }', 1],
    ['mutation { update { member { name } } }', 10 + 2],
    ['mutation { clear }', 10],
    ['{ node { ... on Member { friend { id } } } }', 2],
    ['{ ...F ...F } fragment F on Query { me { name } }', 2],
  ])('costs %s at %d', (source, cost) => expect(demandOf(source).cost).toBe(cost));

  it('takes the size of a page from the variables, and from their defaults', () => {
    const source = 'query ($n: Int! = 40) { members(first: $n) { total } }';
    expect(demandOf(source, { n: 7 }).cost).toBe(7);
    expect(demandOf(source).cost).toBe(40);
    expect(demandOf(source, { n: 'nonsense' }).cost).toBe(1);
  });

  it('measures the depth and counts the aliases, through fragments', () => {
    const source = `{ a: me { ...F } b: me { ... on Member { c: name } } }
      fragment F on Member { friend { ...G } }
      fragment G on Member { d: friend { e: name } }`;
    expect(demandOf(source)).toMatchObject({ depth: 4, aliases: 5 });
    expect(demandOf('{ me { friend { friend { name } } } }')).toMatchObject({ depth: 4, aliases: 0 });
  });

  it('counts a fragment as often as it is spread, in one walk: 2^60 spreads are counted at once', () => {
    const chain = Array.from({ length: 60 }, (_, index) => `fragment F${index} on Member { ...F${index + 1} ...F${index + 1} }`);
    const source = `{ me { ...F0 } } ${chain.join(' ')} fragment F60 on Member { a: friend { id } }`;
    expect(demandOf(source)).toEqual({ cost: 1 + 2 ** 60, depth: 3, aliases: 2 ** 60 });
  });
});

describe('assertWithinLimits', () => {
  it.each(['depth', 'aliases', 'cost'] as const)('refuses more %s than the limit, and no less', (what) => {
    const demand = { depth: 1, aliases: 0, cost: 0, [what]: documentLimits[what] };
    expect(() => assertWithinLimits(demand)).not.toThrow();
    expect(() => assertWithinLimits({ ...demand, [what]: documentLimits[what] + 1 })).toThrow(
      `The document has ${what} ${documentLimits[what] + 1}, the limit is ${documentLimits[what]}: ask for less at once.`,
    );
  });
});

describe('CostBuckets', () => {
  const caller = (address: string): Principal => ({ audience: 'anonymous', address });

  it('gives until it is empty, says how long to wait, and fills again up to the brim', () => {
    let now = 0;
    const buckets = new CostBuckets(() => now);
    expect(buckets.take(caller('a'), 990)).toMatchObject({ requested: 990, limit: 1000, remaining: 10 });
    expect(() => buckets.take(caller('a'), 110)).toThrow('wait 2 s');
    expect(buckets.take(caller('a'), 10).remaining).toBe(0);
    now += 2000;
    expect(buckets.take(caller('a'), 100).remaining).toBe(0);
    now += 3_600_000;
    expect(buckets.take(caller('a'), 0).remaining).toBe(1000);
  });

  it('gives back what was not used, once, and never more than was taken', () => {
    const buckets = new CostBuckets(() => 0);
    const report = buckets.take(caller('a'), 500);
    expect(buckets.giveBack(caller('a'), report, 20)).toMatchObject({ actual: 20, remaining: 980 });
    const more = buckets.take(caller('a'), 100);
    expect(buckets.giveBack(caller('a'), more, 5000)).toMatchObject({ actual: 100, remaining: 880 });
  });

  it('has one for each caller', () => {
    const buckets = new CostBuckets(() => 0);
    buckets.take(caller('a'), 1000);
    expect(buckets.take(caller('b'), 1000).remaining).toBe(0);
  });
});
