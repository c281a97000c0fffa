import { buildSchema, getOperationAST, parse } from 'graphql';
import { assertWithinLimits, CostBuckets, type Demand, documentLimits, measure } from './limits';
import type { Principal } from './principal';

const schema = buildSchema(`
  type Query { person: Person people(first: Int!): People named: [Person!]! name: String }
  type Mutation { save(first: Int): Person drop: Boolean }
  type Subscription { changed: Person }
  type People { edges: [Edge!]! pageInfo: PageInfo! }
  type Edge { node: Person! }
  type PageInfo { hasNextPage: Boolean! }
  type Person { name: String friend: Person friends(first: Int!): People tags: [Tag!]! }
  type Tag { name: String }
`);

function demandOf(source: string, variables: Record<string, unknown> = {}, name?: string): Demand {
  const document = parse(source);
  const operation = getOperationAST(document, name);
  if (!operation) throw new Error('No such operation.');
  return measure(schema, document, operation, variables);
}

describe('the cost of a document', () => {
  it.each([
    ['scalars are free', '{ name }', 0],
    ['an object costs 1', '{ person { name } }', 1],
    ['and each one below it', '{ person { friend { friend { name } } } }', 3],
    ['a short list counts as 5', '{ named { name } }', 5],
    ['also below', '{ named { tags { name } } }', 5 * (1 + 5)],
    ['a connection, its edges and nodes by first', '{ people(first: 10) { edges { node { name } } } }', 1 + 10 * 2],
    ['and its page', '{ people(first: 10) { edges { node { name } } pageInfo { hasNextPage } } }', 1 + 10 * 2 + 1],
    [
      'connections multiply',
      '{ people(first: 10) { edges { node { friends(first: 3) { edges { node { name } } } } } } }',
      1 + 10 * (2 + 1 + 3 * 2),
    ],
    [
      'lists within a connection’s nodes are short again',
      '{ people(first: 10) { edges { node { tags { name } } } } }',
      1 + 10 * (2 + 5),
    ],
    [
      'a fragment counts each time',
      '{ person { ...F friend { ...F } } } fragment F on Person { tags { name } }',
      2 + 10,
    ],
    [
      'edges in a fragment count by first',
      '{ people(first: 10) { ...F } } fragment F on People { edges { node { name } } }',
      21,
    ],
    ['an inline fragment changes nothing', '{ ... on Query { person { ... { name } } } }', 1],
    ['an alias is another field', '{ a: person { name } b: person { name } }', 2],
    ['a mutation costs 10 and its objects', 'mutation { save { name } }', 11],
    ['each of them', 'mutation { a: drop b: drop ...F } fragment F on Mutation { c: drop }', 30],
    ['a subscription costs its objects', 'subscription { changed { name } }', 1],
    ['introspection is free', '{ __schema { types { fields { name } } } __type(name: "X") { name } __typename }', 0],
  ])('%s', (_, source, cost) => expect(demandOf(source).cost).toBe(cost));

  const people = (declaration: string) => `query (${declaration}) { people(first: $n) { edges { node { name } } } }`;
  it.each([
    ['what was sent', '$n: Int!', { n: 7 }, 15],
    ['the default', '$n: Int = 50', {}, 101],
    ['what was sent in place of the default', '$n: Int = 50', { n: 2 }, 5],
    ['at least 1', '$n: Int!', { n: -5 }, 3],
    ['nonsense as 1, which is refused later', '$n: Int!', { n: 'many' }, 3],
  ])('takes for a variable %s', (_, declaration, variables, cost) => {
    expect(demandOf(people(declaration), variables as Record<string, unknown>).cost).toBe(cost);
  });

  it('measures the operation that runs', () => {
    const source = 'query A { person { name } } query B { named { name } }';
    expect([demandOf(source, {}, 'A').cost, demandOf(source, {}, 'B').cost]).toEqual([1, 5]);
  });
});

describe('depth and aliases', () => {
  const nested = (levels: number): string => (levels === 1 ? 'name' : `friend { ${nested(levels - 1)} }`);
  it('counts levels, through fragments', () => {
    expect(demandOf(`{ person { ${nested(3)} } }`).depth).toBe(4);
    expect(demandOf(`{ person { ...F } } fragment F on Person { ${nested(3)} }`).depth).toBe(4);
    expect(demandOf(`{ person { ...F friend { ...F } } } fragment F on Person { ${nested(3)} }`).depth).toBe(5);
  });

  it('counts aliases, through fragments and introspection', () => {
    expect(demandOf('{ a: person { b: name ...F } c: name } fragment F on Person { d: name }').aliases).toBe(4);
    expect(demandOf('{ __schema { a: types { b: name } } }').aliases).toBe(2);
  });

  it.each(['depth', 'aliases', 'cost'] as const)('refuses beyond the limit of %s and not at it', (what) => {
    const modest = { depth: 1, aliases: 0, cost: 0 };
    expect(() => assertWithinLimits({ ...modest, [what]: documentLimits[what] })).not.toThrow();
    expect(() => assertWithinLimits({ ...modest, [what]: documentLimits[what] + 1 })).toThrow(new RegExp(what));
  });

  it('measures fragments that double one another without unfolding them', () => {
    const level = (n: number) => `fragment F${n} on Person { friend { name } ...F${n + 1} ...F${n + 1} }`;
    const source = `{ person { ...F0 } } ${Array.from({ length: 150 }, (_, n) => level(n)).join(' ')} fragment F150 on Person { name }`;
    expect(demandOf(source).cost).toBeGreaterThan(2 ** 149);
  });
});

describe('the buckets', () => {
  let now = 0;
  const buckets = new CostBuckets(() => now);
  const somebody: Principal = { audience: 'anonymous', address: '192.0.2.1' };
  const another: Principal = { audience: 'anonymous', address: '192.0.2.2' };

  it('empty, refuse without taking anything, and refill with time up to the brim', () => {
    expect(buckets.take(somebody, 900)).toEqual({
      requested: 900,
      actual: 900,
      limit: 1000,
      remaining: 100,
      restoreRatePerSecond: 50,
    });
    expect(() => buckets.take(somebody, 101)).toThrow('wait 1 s');
    expect(buckets.take(somebody, 100).remaining).toBe(0);
    expect(() => buckets.take(somebody, 100)).toThrow('wait 2 s');
    now += 1999;
    expect(() => buckets.take(somebody, 100)).toThrow('wait 1 s');
    now += 1;
    expect(buckets.take(somebody, 100).remaining).toBe(0);
    now += 3_600_000;
    expect(buckets.take(somebody, 0).remaining).toBe(1000);
  });

  it('are one for each caller', () => {
    buckets.take(somebody, 1000);
    expect(buckets.take(another, 1).remaining).toBe(999);
  });

  it('take back what was not used, and never more than was taken', () => {
    const report = buckets.take(another, 500);
    expect(buckets.giveBack(another, report, 20)).toMatchObject({ requested: 500, actual: 20, remaining: 979 });
    expect(buckets.giveBack(another, buckets.take(another, 10), 50)).toMatchObject({ actual: 10, remaining: 969 });
  });
});
