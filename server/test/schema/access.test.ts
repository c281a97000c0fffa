import {
  buildSchema as buildSdl,
  GraphQLObjectType,
  getOperationAST,
  isInterfaceType,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import { AccessChecker, anyone, member, staff } from '../../src/graphql/access';
import type { Principal } from '../../src/graphql/principal';
import { executableSchema } from '../../src/schema';
import { rootFields } from '../support/minimal-document';

const schema = executableSchema();

describe('every field of the schema', () => {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => (isObjectType(type) || isInterfaceType(type)) && !type.name.startsWith('__'),
  ) as GraphQLObjectType[];
  const fields = types.flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({
      path: `${type.name}.${field.name}`,
      access: field.extensions.access,
    })),
  );

  it('is looked at', () => {
    expect(fields.map(({ path }) => path)).toEqual(expect.arrayContaining(['Query.me', 'Node.id', 'MemberEdge.node']));
  });

  it.each(fields)('$path declares for whom it is', ({ access }) => {
    expect(Array.isArray(access) && access.length > 0).toBe(true);
  });
});

describe('the smallest documents', () => {
  it.each(rootFields(schema))('is valid for $operation $name: $document', ({ document }) => {
    expect(validate(schema, parse(document))).toEqual([]);
  });
});

describe('the access check', () => {
  // With a field for nobody, and one for staff below a field for everyone that acts as a member.
  const toy = buildSdl(`
    type Query { open: Thing forgotten: String internal: Thing }
    type Mutation { signIn: Payload }
    type Payload { thing: Thing }
    type Thing { name: String secret: String }
  `);
  const declare = (type: string, field: string, extensions: Record<string, unknown>) => {
    const definition = (toy.getType(type) as GraphQLObjectType).getFields()[field];
    if (definition) definition.extensions = extensions;
  };
  declare('Query', 'open', { access: anyone });
  declare('Query', 'internal', { access: [staff('viewer')] });
  declare('Mutation', 'signIn', { access: anyone });
  declare('Payload', 'thing', { access: anyone, actsAs: 'member' });
  declare('Thing', 'name', { access: [member, staff('viewer')] });
  declare('Thing', 'secret', { access: [staff('viewer')] });

  const anonymous: Principal = { audience: 'anonymous', address: '' };
  const viewer: Principal = { audience: 'staff', tokenId: 1, name: '', roles: ['viewer'] };
  const nobodysRole: Principal = { audience: 'staff', tokenId: 2, name: '', roles: [] };
  const checker = new AccessChecker(toy, false);
  function codeOf(source: string, principal: Principal, operationName?: string): unknown {
    const document = parse(source);
    const operation = getOperationAST(document, operationName);
    if (!operation) throw new Error('No such operation.');
    return checker.refusalOf(document, operation, principal)?.extensions.code;
  }

  it('refuses a field that declares nothing to everybody', () => {
    expect(codeOf('{ forgotten }', viewer)).toBe('FORBIDDEN');
    expect(codeOf('{ forgotten }', anonymous)).toBe('UNAUTHENTICATED');
  });

  it.each([
    ['a field', '{ open { secret } }'],
    ['an alias', '{ open { name: secret } }'],
    ['an inline fragment', '{ open { ... on Thing { secret } } }'],
    ['a fragment without a type', '{ open { ... { secret } } }'],
    ['a named fragment', '{ open { ...F } } fragment F on Thing { secret }'],
    ['a fragment in a fragment', '{ open { ...F } } fragment F on Thing { ...G } fragment G on Thing { secret }'],
    ['a fragment on the root', '{ ...R } fragment R on Query { open { secret } }'],
    ['@include(if: false)', '{ open { secret @include(if: false) } }'],
  ])('looks through %s', (_, source) => {
    expect(codeOf(source, anonymous)).toBe('UNAUTHENTICATED');
    expect(codeOf(source, nobodysRole)).toBe('FORBIDDEN');
    expect(codeOf(source, viewer)).toBeUndefined();
  });

  it('sees who has just signed in as a member, with a member’s rights and no more', () => {
    for (const principal of [anonymous, viewer]) {
      expect(codeOf('mutation { signIn { thing { name } } }', principal)).toBeUndefined();
      expect(codeOf('mutation { signIn { thing { ...F } } } fragment F on Thing { name }', principal)).toBeUndefined();
      expect(codeOf('mutation { signIn { thing { secret } } }', principal)).toBeDefined();
      expect(codeOf('mutation { signIn { thing { ...F } } } fragment F on Thing { secret }', principal)).toBeDefined();
    }
    expect(codeOf('{ open { name } }', anonymous)).toBe('UNAUTHENTICATED');
  });

  it('judges each operation of a document by itself, and each caller', () => {
    const source = 'query A { open { __typename } } query B { internal { __typename } }';
    expect(codeOf(source, anonymous, 'A')).toBeUndefined();
    expect(codeOf(source, anonymous, 'B')).toBe('UNAUTHENTICATED');
    expect(codeOf(source, viewer, 'B')).toBeUndefined();
  });

  it('gives the schema to partners and staff', () => {
    for (const source of ['{ __schema { types { name } } }', '{ __type(name: "Thing") { name } }']) {
      expect(codeOf(source, anonymous)).toBe('UNAUTHENTICATED');
      expect(codeOf(source, { audience: 'member', memberId: 1, sessionId: '', blocked: false })).toBe('FORBIDDEN');
      expect(codeOf(source, { audience: 'partner', partnerId: 1, scopes: [] })).toBeUndefined();
      expect(codeOf(source, nobodysRole)).toBeUndefined();
    }
  });

  it('remembers outcomes by what the caller may do, not by who was first', () => {
    const document = parse('{ internal { __typename } }');
    const operation = getOperationAST(document);
    const codes = [viewer, nobodysRole, anonymous, viewer].map(
      (principal) => operation && checker.refusalOf(document, operation, principal)?.extensions.code,
    );
    expect(codes).toEqual([undefined, 'FORBIDDEN', 'UNAUTHENTICATED', undefined]);
  });
});
