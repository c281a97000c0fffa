import { type ApolloServer, type BaseContext, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Context } from '../graphql/context';
import { TokenError } from '../platform/errors';

/** Makes the context of a request: finds out who calls. Throws TokenError when the token is not accepted. */
export type ContextFactory = (request: FastifyRequest) => Promise<Context>;

/**
 * GraphQL over HTTP, as the specification says, on Apollo's public `executeHTTPGraphQLRequest`: a thin route is about
 * twice as fast as the integration package. POST for everything, GET for queries.
 */
export function mountGraphql(
  app: FastifyInstance,
  gateway: ApolloServer<Context & BaseContext>,
  contextOf: ContextFactory,
): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    handler: async (request, reply) => {
      const problem = requestProblem(request);
      if (problem) return refuse(reply, problem.status, problem.message);
      const queryStart = request.raw.url?.indexOf('?') ?? -1;
      const answer = await gateway.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: request.method,
          headers: headersOf(request),
          body: request.body,
          search: queryStart < 0 ? '' : (request.raw.url ?? '').slice(queryStart),
        },
        context: () => contextOf(request).catch(asGraphqlError),
      });
      return send(reply, answer);
    },
  });
  app.route({
    method: ['PUT', 'PATCH', 'DELETE'],
    url: '/graphql',
    handler: async (_request, reply) => {
      reply.header('allow', 'GET, POST');
      return refuse(reply, 405, 'GraphQL is spoken over GET (queries) and POST.');
    },
  });
}

/** What the specification wants refused before the body is looked at. */
function requestProblem(request: FastifyRequest): { status: number; message: string } | undefined {
  if (request.method === 'POST' && typeof request.body !== 'object') {
    return { status: 400, message: 'The body must be a JSON object with a "query".' };
  }
  const accept = request.headers.accept;
  if (accept && !/(application\/(\*|json|graphql-response\+json)|\*\/\*|text\/event-stream)/.test(accept)) {
    return { status: 406, message: 'Accept application/graphql-response+json or application/json.' };
  }
  return undefined;
}

/** An answer to something that is not a GraphQL request at all. */
export function refuse(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] }));
}

function headersOf(request: FastifyRequest): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

function asGraphqlError(error: unknown): never {
  if (!(error instanceof TokenError)) throw error;
  throw new GraphQLError(error.message, { extensions: { code: error.code, http: { status: 401 } } });
}

async function send(reply: FastifyReply, answer: HTTPGraphQLResponse): Promise<FastifyReply> {
  for (const [name, value] of answer.headers) reply.header(name, value);
  if (answer.body.kind === 'complete') return reply.code(statusOf(answer)).send(answer.body.string);
  // Incremental delivery (@defer) is not in this schema.
  return reply.code(406).send();
}

/** The codes of a request that was well-formed as HTTP and failed as GraphQL. */
const REQUEST_ERRORS = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
  'DOCUMENT_TOO_LARGE',
]);

/**
 * The old media type has 200 for every well-formed request, whatever became of it; the new one says 4xx when nothing
 * was executed. Apollo answers 400 in both.
 */
function statusOf(answer: HTTPGraphQLResponse): number {
  const status = answer.status ?? 200;
  const isOldType = answer.headers.get('content-type')?.startsWith('application/json');
  if (status !== 400 || !isOldType || answer.body.kind !== 'complete') return status;
  const body = JSON.parse(answer.body.string) as { errors?: { extensions?: { code?: string } }[] };
  return body.errors?.every((error) => REQUEST_ERRORS.has(error.extensions?.code ?? '')) ? 200 : 400;
}
