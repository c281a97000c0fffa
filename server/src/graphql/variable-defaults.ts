import {
  astFromValue,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
  valueFromASTUntyped,
} from 'graphql';

type Variables = Record<string, unknown>;

/**
 * The variables with the defaults of input fields filled in, in the form in which clients send them. graphql-jit knows
 * the defaults of variables and arguments, but not those of fields inside input objects: it refuses required ones that
 * were left out, and forgets the others.
 */
export function withFieldDefaults(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Variables,
): Variables {
  const completed: Variables = { ...variables };
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type as never) as unknown;
    if (name in completed && isInputType(type)) completed[name] = complete(type, completed[name]);
  }
  return completed;
}

function complete(type: GraphQLInputType, value: unknown): unknown {
  if (value === undefined || value === null) return value;
  if (isNonNullType(type)) return complete(type.ofType, value);
  if (isListType(type)) {
    return Array.isArray(value) ? value.map((item) => complete(type.ofType, item)) : complete(type.ofType, value);
  }
  if (!isInputObjectType(type) || typeof value !== 'object') return value;
  const completed: Variables = { ...value };
  for (const field of Object.values(type.getFields())) {
    if (completed[field.name] !== undefined) completed[field.name] = complete(field.type, completed[field.name]);
    else if (field.defaultValue !== undefined) completed[field.name] = asSent(field.type, field.defaultValue);
  }
  return completed;
}

function asSent(type: GraphQLInputType, internal: unknown): unknown {
  const literal = astFromValue(internal, type);
  return literal ? valueFromASTUntyped(literal) : undefined;
}
