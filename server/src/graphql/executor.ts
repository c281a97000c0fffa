import type { GatewayExecutor, GatewayInterface } from '@apollo/server-gateway-interface';
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLErrorOptions,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { Context } from './context';
import { withFieldDefaults } from './variable-defaults';

const MAX_COMPILED = 500;

/**
 * Runs documents, compiled by graphql-jit from the second time they are seen (a document that never comes again is not
 * worth compiling, and cannot fill the cache). Behind Apollo's `gateway` option, its public place for an executor.
 */
export function compiledExecution(schema: GraphQLSchema): GatewayInterface {
  let announce: Parameters<NonNullable<GatewayInterface['onSchemaLoadOrUpdate']>>[0] | undefined;
  return {
    onSchemaLoadOrUpdate(callback) {
      announce = callback;
      return () => undefined;
    },
    async load() {
      announce?.({ apiSchema: schema, coreSupergraphSdl: '' });
      return { executor: createExecutor(schema) as GatewayExecutor };
    },
    async stop() {},
  };
}

type Executor = (request: {
  queryHash: string;
  operationName?: string | null;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  context: unknown;
  request: { variables?: Record<string, unknown> };
}) => Promise<ExecutionResult>;

/** Runs one operation as Apollo hands it over: interpreted the first time, compiled from the second. */
export function createExecutor(schema: GraphQLSchema): Executor {
  const compiled = new LRUCache<string, CompiledQuery | 'seen once'>({ max: MAX_COMPILED });
  return async ({ queryHash, operationName, document, operation, context, request }) => {
    const key = `${queryHash} ${operationName ?? ''}`;
    const known = compiled.get(key);
    const variables = request.variables ?? {};
    const run = async (): Promise<ExecutionResult> => {
      if (!known) {
        compiled.set(key, 'seen once');
        return execute({ schema, document, operationName, contextValue: context, variableValues: variables });
      }
      const query = known === 'seen once' ? compileQuery(schema, document, operationName ?? undefined) : known;
      if (!isCompiledQuery(query)) return query as ExecutionResult;
      compiled.set(key, query as CompiledQuery);
      return query.query(undefined, context, withFieldDefaults(schema, operation, variables)) as ExecutionResult;
    };
    try {
      return withPresentableErrors(await run(), context as Context);
    } catch (error) {
      throw maskedError(error, context as Context);
    }
  };
}

/** The answer with its errors as the caller may see them: with a code, and nothing of our insides. */
export function withPresentableErrors(result: ExecutionResult, context: Context): ExecutionResult {
  if (!result.errors) return result;
  // Only a failure before the first field, that is of the variables, leaves no data entry at all.
  const beforeExecution = !('data' in result) || result.data === undefined;
  return { ...result, errors: result.errors.map((error) => presentable(error, context, beforeExecution)) };
}

function presentable(error: GraphQLError, context: Context, beforeExecution: boolean): GraphQLError {
  const { message, nodes, path, originalError } = error;
  if (beforeExecution) {
    return new GraphQLError(message, {
      nodes,
      extensions: { code: 'BAD_USER_INPUT', http: { status: 400 }, ...error.extensions },
    });
  }
  // Thrown by us for the caller to read: it has a code. Anything else is a bug of ours, and none of the caller's business.
  if (originalError instanceof GraphQLError && originalError.extensions.code) {
    return new GraphQLError(message, { nodes, path, extensions: originalError.extensions });
  }
  return maskedError(originalError ?? error, context, { nodes, path });
}

/** Logs what went wrong on our side, and makes the error that tells the caller only by which id we find it. */
export function maskedError(
  error: unknown,
  { log, requestId }: { log: Pick<Context['log'], 'error'>; requestId: string },
  where: Pick<GraphQLErrorOptions, 'nodes' | 'path'> = {},
): GraphQLError {
  log.error({ err: error, path: where.path }, 'a GraphQL request failed');
  return new GraphQLError(`Something went wrong on our side. Quote request ${requestId}.`, {
    ...where,
    extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
  });
}
