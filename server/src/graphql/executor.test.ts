import 'reflect-metadata';
import {
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLObjectType,
  getOperationAST,
  parse,
  buildSchema as schemaFromText,
} from 'graphql';
import type { Context } from './context';
import { createExecutor } from './executor';

// A schema with one of everything that the compiler could see differently from the reference implementation.
const schema = schemaFromText(`
  enum Size { SMALL LARGE }
  input Inner { size: Size! = LARGE, note: String = "none", many: [Int!]! = [1, 2] }
  input Outer { inner: Inner! = {}, inners: [Inner!], flag: Boolean }
  interface Named { name: String! }
  type Cat implements Named { name: String! lives: Int }
  type Dog implements Named { name: String! breed(upper: Boolean = false): String }
  union Pet = Cat | Dog
  type Query {
    echo(input: Outer): String
    size(size: Size = SMALL): Size
    pets(first: Int = 2): [Pet!]!
    named: [Named]
    fails: String
    failsHard: String!
    refuses: String
  }
`);

const pets = [
  { __typename: 'Cat', name: 'Tom', lives: 9 },
  { __typename: 'Dog', name: 'Rex' },
];
const resolvers: Record<string, (args: Record<string, unknown>) => unknown> = {
  echo: ({ input }) => JSON.stringify(input),
  size: ({ size }) => size,
  pets: ({ first }) => pets.slice(0, first as number),
  named: () => [...pets, null],
  fails: () => {
    throw new Error('an inside of ours');
  },
  failsHard: () => Promise.reject(new Error('an inside of ours')),
  refuses: () => {
    throw new GraphQLError('not now', { extensions: { code: 'TOO_SOON' } });
  },
};
for (const [name, resolve] of Object.entries(resolvers)) {
  const field = schema.getQueryType()?.getFields()[name];
  if (field) field.resolve = (_root, args) => resolve(args);
}

const breed = (schema.getType('Dog') as GraphQLObjectType).getFields().breed;
if (breed) breed.resolve = (_root, { upper }) => (upper ? 'PUG' : 'pug');

const logged: unknown[] = [];
const context = { requestId: 'r-1', log: { error: (entry: unknown) => logged.push(entry) } } as unknown as Context;

async function run(executor: ReturnType<typeof createExecutor>, text: string, variables?: Record<string, unknown>) {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  return executor({ queryHash: text, document, operation, context, request: { variables } });
}

function plain(result: ExecutionResult): unknown {
  return JSON.parse(JSON.stringify({ data: result.data, errors: result.errors?.map((error) => error.path) }));
}

describe('compiled execution', () => {
  const cases: [string, string, Record<string, unknown>?][] = [
    [
      'defaults of fields in variables',
      'query ($i: Outer) { echo(input: $i) }',
      { i: { inner: {}, inners: [{ size: 'SMALL' }] } },
    ],
    ['defaults of whole objects in variables', 'query ($i: Outer) { echo(input: $i) }', { i: { flag: true } }],
    ['nulls in variables', 'query ($i: Outer) { echo(input: $i) }', { i: { inner: { note: null }, inners: null } }],
    ['defaults in literals', '{ echo(input: { inner: { note: "x" } }) }'],
    ['variables left out', 'query ($s: Size = LARGE, $n: Int) { size(size: $s) pets(first: $n) { __typename } }'],
    [
      'unions, interfaces and arguments',
      '{ pets { ... on Cat { lives } ... on Dog { breed(upper: true) } } named { name } }',
    ],
    [
      'fragments, aliases, skip and include',
      'query ($y: Boolean!) { ...F a: size @skip(if: $y) b: size @include(if: $y) } fragment F on Query { c: size }',
      { y: true },
    ],
    ['a field that fails', '{ size fails }'],
    ['a required field that fails', '{ size failsHard }'],
  ];

  it.each(cases.map(([title, text, variables]) => ({ title, text, variables: variables ?? {} })))(
    'answers like the reference implementation: $title',
    async ({ text, variables }) => {
      const executor = createExecutor(schema);
      const reference = await execute({ schema, document: parse(text), variableValues: variables });
      // The first run is interpreted, the second compiled, the third from the cache.
      for (let time = 1; time <= 3; time++)
        expect(plain(await run(executor, text, variables))).toEqual(plain(reference));
    },
  );

  it('gives wrong variables a code and no data entry, interpreted and compiled', async () => {
    const executor = createExecutor(schema);
    for (let time = 1; time <= 3; time++) {
      const result = await run(executor, 'query ($s: Size) { size(size: $s) }', { s: 'HUGE' });
      expect(result.data).toBeUndefined();
      expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', http: { status: 400 } });
    }
  });

  it('keeps what we say on purpose, and hides and logs what we did not', async () => {
    const executor = createExecutor(schema);
    logged.length = 0;
    for (let time = 1; time <= 3; time++) {
      const { errors } = await run(executor, '{ refuses fails }');
      expect(errors?.map((error) => [error.message, error.extensions.code])).toEqual([
        ['not now', 'TOO_SOON'],
        ['Something went wrong on our side. Quote request r-1.', 'INTERNAL_SERVER_ERROR'],
      ]);
      expect(logged).toHaveLength(time);
    }
  });
});
