import {
  astFromValue,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  type OperationTypeNode,
  print,
} from 'graphql';

/** A field of one of the three root types, with the smallest valid document that selects it. */
export interface RootField {
  operation: OperationTypeNode;
  name: string;
  document: string;
}

/**
 * Every root field with its smallest valid document: required arguments are filled in by type, and of objects only
 * `__typename` is selected, so that the access of nothing but the root field decides.
 */
export function rootFields(schema: GraphQLSchema): RootField[] {
  const operations = ['query', 'mutation', 'subscription'] as OperationTypeNode[];
  return operations.flatMap((operation) =>
    Object.values(schema.getRootType(operation)?.getFields() ?? {}).map((field) => ({
      operation,
      name: field.name,
      document: `${operation} { ${selectionOf(field)} }`,
    })),
  );
}

function selectionOf(field: GraphQLField<unknown, unknown>): string {
  const given = field.args.filter(isRequiredArgument).map(argumentOf);
  const list = given.length > 0 ? `(${given.join(', ')})` : '';
  return `${field.name}${list}${isComposite(field.type) ? ' { __typename }' : ''}`;
}

function isComposite(type: GraphQLOutputType): boolean {
  return !isLeafType(getNamedType(type));
}

function argumentOf({ name, type }: GraphQLArgument): string {
  return `${name}: ${literalOf(type)}`;
}

/** The smallest value of an input type, as GraphQL source. */
export function literalOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literalOf(type.ofType);
  if (isListType(type)) return `[${literalOf(type.ofType)}]`;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(isRequiredInputField);
    return `{${fields.map((field) => `${field.name}: ${literalOf(field.type)}`).join(', ')}}`;
  }
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  return literalOfScalar(type.name, type);
}

/** Scalars whose values are not just any text. */
const EXAMPLES: Record<string, unknown> = {
  Int: 1,
  Float: 1,
  SafeInt: 1,
  Boolean: true,
};
const TEXTS: Record<string, string> = {
  DateTime: '"2026-03-01T00:00:00.000Z"',
  LocalDate: '"2026-03-01"',
  Duration: '"P1D"',
  URL: '"https://example.com/"',
  JSONObject: '{}',
};

function literalOfScalar(name: string, type: GraphQLInputType): string {
  if (name in TEXTS) return TEXTS[name] as string;
  const literal = name in EXAMPLES ? astFromValue(EXAMPLES[name], type) : undefined;
  return literal ? print(literal) : '"x"';
}
