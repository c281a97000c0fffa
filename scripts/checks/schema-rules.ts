import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';

/** A breach of a rule at a place of the schema, such as `Member.level`. */
export interface Breach {
  coordinate: string;
  rule: string;
  message: string;
}

type Field = GraphQLField<unknown, unknown>;

/** What a mutation may not begin with: the thing comes first, so that a sorted list keeps things together. */
const VERBS =
  /^(add|apply|assign|bind|cancel|change|claim|create|delete|do|edit|get|grant|join|leave|make|place|record|redeem|register|remove|reset|revoke|save|send|set|submit|update|upsert|withdraw)[A-Z]/;

/** Checks what every schema of ours must satisfy, whatever it is about. */
export function findBreaches(schema: GraphQLSchema): Breach[] {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
  );
  const mutation = schema.getMutationType();
  return [
    ...types.flatMap(undescribed),
    ...types.filter((type) => isObjectType(type)).flatMap(undeclaredAccess),
    ...types.filter((type) => isObjectType(type) || isInterfaceType(type)).flatMap(unboundedLists),
    ...(mutation ? Object.values(mutation.getFields()).flatMap(malformedMutation) : []),
  ];
}

function undescribed(type: GraphQLNamedType): Breach[] {
  const described: [string, { description?: string | null }][] = [[type.name, type]];
  if (isEnumType(type)) {
    for (const value of type.getValues()) described.push([`${type.name}.${value.name}`, value]);
  } else if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields())) described.push([`${type.name}.${field.name}`, field]);
  } else if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      described.push([`${type.name}.${field.name}`, field]);
      for (const arg of field.args) described.push([`${type.name}.${field.name}.${arg.name}`, arg]);
    }
  }
  return described
    .filter(([, element]) => !element.description?.trim())
    .map(([coordinate]) => ({
      coordinate,
      rule: 'described',
      message: `${coordinate} has no description. Add description: '…' that says what it is, with its unit.`,
    }));
}

function undeclaredAccess(type: GraphQLObjectType): Breach[] {
  return Object.values(type.getFields())
    .filter((field) => !isDeclared(field.extensions.access))
    .map((field) => ({
      coordinate: `${type.name}.${field.name}`,
      rule: 'access-declared',
      message: `${type.name}.${field.name} declares no audience, so nobody may select it. Add @Access(…).`,
    }));
}

function isDeclared(access: unknown): boolean {
  return Array.isArray(access) && access.length > 0;
}

function unboundedLists(type: { name: string; getFields(): Record<string, Field> }): Breach[] {
  return Object.values(type.getFields())
    .filter((field) => getNamedType(field.type).name.endsWith('Connection'))
    .filter((field) => String(argument(field, 'first')?.type) !== 'Int!')
    .map((field) => ({
      coordinate: `${type.name}.${field.name}`,
      rule: 'lists-are-bounded',
      message: `${type.name}.${field.name} is a connection without first: Int!. Take its arguments from PageArgs.`,
    }));
}

function argument(field: Field, name: string): GraphQLArgument | undefined {
  return field.args.find((candidate) => candidate.name === name);
}

function malformedMutation(field: Field): Breach[] {
  const name = `${field.name.charAt(0).toUpperCase()}${field.name.slice(1)}`;
  const wrong: string[] = [];
  if (!/^[a-z]+[A-Z]/.test(field.name) || VERBS.test(field.name)) {
    wrong.push('is not named nounVerb. Put the thing first, as in couponClaim');
  }
  if (field.args.length !== 1 || String(argument(field, 'input')?.type) !== `${name}Input!`) {
    wrong.push(`must take exactly input: ${name}Input!`);
  }
  if (String(field.type) !== `${name}Payload!`) wrong.push(`must return ${name}Payload!`);
  const payload = getNamedType(field.type);
  const userErrors = isObjectType(payload) ? payload.getFields().userErrors : undefined;
  if (String(userErrors?.type) !== '[UserError!]!') {
    wrong.push('must return a payload with userErrors: [UserError!]!. Extend Payload');
  }
  return wrong.map((message) => ({
    coordinate: `Mutation.${field.name}`,
    rule: 'mutation-form',
    message: `Mutation.${field.name} ${message}.`,
  }));
}
