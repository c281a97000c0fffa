import { type ApolloServer, type BaseContext, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Context } from '../graphql/context';
import { maskedError } from '../graphql/executor';
import { TokenError } from '../platform/errors';
import { isJson, negotiate, PLAIN_JSON } from './negotiate';

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
    // Before the body is read: what cannot be answered must not run.
    onRequest: async (request, reply) => {
      reply.header('cache-control', 'no-store').header('vary', 'accept');
      const problem = requestProblem(request);
      return problem && refuse(reply, problem.status, problem.message);
    },
    handler: async (request, reply) => {
      if (request.method === 'POST' && typeof request.body !== 'object') {
        return refuse(reply, 400, 'The body must be a JSON object with a "query".');
      }
      const answer = await gateway.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: request.method,
          headers: headersOf(request),
          body: withEmptyDocument(request.body),
          search: searchOf(request),
        },
        context: () => contextOf(request).catch((error: unknown) => refuseContext(error, request)),
      });
      return send(reply, answer);
    },
  });
  app.route({
    method: ['PUT', 'PATCH', 'DELETE'],
    url: '/graphql',
    onRequest: async (_request, reply) => {
      reply.header('allow', 'GET, POST');
      return refuse(reply, 405, 'GraphQL is spoken over GET (queries) and POST.');
    },
    handler: () => undefined,
  });
}

/** What the specification wants refused before the body is looked at. */
function requestProblem(request: FastifyRequest): { status: number; message: string } | undefined {
  if (!negotiate(request.headers.accept)) {
    return { status: 406, message: 'Accept application/graphql-response+json or application/json.' };
  }
  if (request.method === 'POST' && !isJson(request.headers['content-type'])) {
    return { status: 415, message: 'Send the body as JSON in UTF-8, with Content-Type: application/json.' };
  }
  return undefined;
}

/** An answer to something that is not a GraphQL request at all. */
export function refuse(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply
    .code(status)
    .type(negotiate(reply.request.headers.accept) ?? PLAIN_JSON)
    .send(JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] }));
}

/** The headers for Apollo, which answers in the type that we have chosen. */
function headersOf(request: FastifyRequest): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  headers.set('accept', negotiate(request.headers.accept) ?? PLAIN_JSON);
  return headers;
}

// Apollo takes an empty document for a missing one. It is a well-formed request with a document that does not parse.
const EMPTY_DOCUMENT = ' ';

function withEmptyDocument(body: unknown): unknown {
  const isEmpty = typeof body === 'object' && body !== null && 'query' in body && body.query === '';
  return isEmpty ? { ...body, query: EMPTY_DOCUMENT } : body;
}

/** The query string; in it an empty `operationName` is none at all. */
function searchOf(request: FastifyRequest): string {
  const url = request.raw.url ?? '';
  const start = url.indexOf('?');
  if (start < 0) return '';
  const parameters = new URLSearchParams(url.slice(start));
  if (parameters.get('operationName') === '') parameters.delete('operationName');
  if (parameters.get('query') === '') parameters.set('query', EMPTY_DOCUMENT);
  return `?${parameters}`;
}

/** A bad token is the caller's to mend; everything else is ours, and nothing of it is shown. */
function refuseContext(error: unknown, request: FastifyRequest): never {
  if (!(error instanceof TokenError)) throw maskedError(error, { log: request.log, requestId: request.id });
  throw new GraphQLError(error.message, { extensions: { code: error.code, http: { status: 401 } } });
}

async function send(reply: FastifyReply, answer: HTTPGraphQLResponse): Promise<FastifyReply> {
  for (const [name, value] of answer.headers) reply.header(name, value);
  if (answer.body.kind === 'complete') return reply.code(statusOf(answer)).send(answer.body.string);
  // Incremental delivery (@defer) is not in this schema.
  return reply.code(406).send();
}

/**
 * The codes of a request that was well-formed as HTTP and failed as GraphQL before anything ran. Bad tokens and
 * throttling are not among them: they are refused as HTTP, whatever the body says.
 */
const REQUEST_ERRORS = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
  'DOCUMENT_TOO_LARGE',
  'UNAUTHENTICATED',
  'FORBIDDEN',
]);

/**
 * The old media type has 200 for every well-formed request, whatever became of it; the new one says 4xx when nothing
 * was executed. Apollo says 4xx in both.
 */
function statusOf(answer: HTTPGraphQLResponse): number {
  const status = answer.status ?? 200;
  const isOldType = answer.headers.get('content-type')?.startsWith('application/json');
  if (status === 200 || !isOldType || answer.body.kind !== 'complete') return status;
  const { errors } = JSON.parse(answer.body.string) as { errors?: { extensions?: { code?: string } }[] };
  return errors?.every((error) => REQUEST_ERRORS.has(error.extensions?.code ?? '')) ? 200 : status;
}
