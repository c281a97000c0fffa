import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  validate,
} from 'graphql';
import type { Context as ConnectionContext, SubscribePayload } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { AccessChecker } from '../graphql/access';
import type { Context } from '../graphql/context';
import { maskedError, withPresentableErrors } from '../graphql/executor';
import { assertWithinLimits, type CostBuckets, documentLimits, measure } from '../graphql/limits';
import { unknownOperation } from '../graphql/server';
import { TokenError } from '../platform/errors';
import type { Logger } from '../platform/log';

/** What a socket needs to serve GraphQL. */
export interface WebSocketParts {
  schema: GraphQLSchema;
  access: AccessChecker;
  buckets: CostBuckets;
  log: Logger;
  /** A context for the token, fresh for each operation and each event. Throws TokenError. */
  contextOf(authorization: string | undefined, request: IncomingMessage): Promise<Context>;
  /** Milliseconds between two looks at whether a socket's session still stands. */
  recheckEveryMs: number;
}

type SocketExtra = Extra & Record<PropertyKey, unknown>;
type Socket = ConnectionContext<Record<string, unknown>, SocketExtra>;

/** Code of our own (4000–4999) with which a socket ends; the reason is a word for programs. Sign in again. */
const SESSION_ENDED = 4401;
/** How long clients may take to answer that the server goes away, before they are cut off. */
const GOODBYE_MS = 2000;

/** Nobody may use this socket any more: the token, the session or the member is not accepted. */
class SocketRefused extends Error {}

/**
 * GraphQL over WebSocket (`graphql-transport-ws`) at `/graphql`. The token comes in the connection parameters, and is
 * looked at again for every event and at intervals: an ended session and a blocked member end their sockets.
 */
export function mountWebSocket(server: Server, parts: WebSocketParts): { close(): Promise<void> } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.split('?')[0] !== '/graphql') return socket.destroy();
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  };
  server.on('upgrade', onUpgrade);
  const guardOf = (socket: Socket) => guardSocket(socket, parts);
  const disposable = useServer<Record<string, unknown>, SocketExtra>(
    {
      connectionInitWaitTimeout: 5000,
      // Otherwise messages of our faults are the reason with which sockets are closed.
      isProd: true,
      onConnect: async (socket) => {
        const guard = guardOf(socket);
        if (!(await guard.admit())) return false;
        watchSession(socket, guard, parts.recheckEveryMs);
        return true;
      },
      onSubscribe: (socket, _id, payload) => prepare(parts, payload, guardOf(socket)),
      execute: async (args: ExecutionArgs) => {
        const context = args.contextValue as Context;
        return withoutHttp(withPresentableErrors(await execute(args), context));
      },
      subscribe: subscribeWithFreshContexts,
    },
    sockets,
  );
  return {
    close: async () => {
      server.off('upgrade', onUpgrade);
      const cutOff = setTimeout(() => {
        for (const client of sockets.clients) client.terminate();
      }, GOODBYE_MS);
      await disposable.dispose();
      clearTimeout(cutOff);
    },
  };
}

/** Decides whether a socket may go on, and ends it when not. */
interface SocketGuard {
  /** A fresh context; throws SocketRefused after ending the socket. */
  refresh(): Promise<Context>;
  /** Whether the socket may stay; every failure is dealt with. */
  admit(): Promise<boolean>;
}

function guardSocket(socket: Socket, parts: WebSocketParts): SocketGuard {
  const end = (reason: string): never => {
    socket.extra.socket.close(SESSION_ENDED, reason);
    throw new SocketRefused(reason);
  };
  const refresh = async () => {
    const context = await parts.contextOf(tokenOf(socket), socket.extra.request).catch((error: unknown) => {
      throw error instanceof TokenError ? end(error.code) : error;
    });
    const { principal } = context;
    // What anybody may see is served over HTTP; an open socket is for those whom we know.
    if (principal.audience === 'anonymous') end('UNAUTHENTICATED');
    if (principal.audience === 'member' && principal.blocked) end('MEMBER_BLOCKED');
    return context;
  };
  const admit = async () => {
    try {
      await refresh();
      return true;
    } catch (error) {
      if (!(error instanceof SocketRefused)) parts.log.error({ err: error }, 'a socket could not be checked');
      return false;
    }
  };
  return { refresh, admit };
}

function tokenOf(socket: Socket): string | undefined {
  const { authorization, Authorization } = socket.connectionParams ?? {};
  const token = authorization ?? Authorization ?? socket.extra.request.headers.authorization;
  return typeof token === 'string' ? token : undefined;
}

function watchSession(socket: Socket, guard: SocketGuard, everyMs: number): void {
  const timer = setInterval(() => void guard.admit(), everyMs);
  timer.unref();
  socket.extra.socket.once('close', () => clearInterval(timer));
}

/** The guards of subscriptions, kept beside the context with which each was opened. */
const guards = new WeakMap<object, SocketGuard>();

/**
 * Like `subscribe` of graphql-js, but each event is resolved with a context of its own: it must show what is now, with
 * fresh loaders, and to nobody whose session has ended.
 */
async function subscribeWithFreshContexts(
  args: ExecutionArgs,
): Promise<ExecutionResult | AsyncGenerator<ExecutionResult>> {
  const context = args.contextValue as Context;
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return withoutHttp(withPresentableErrors(source, context));
  return eventsOf(source[Symbol.asyncIterator](), args, guards.get(context) as SocketGuard);
}

/**
 * Written out, because an async generator that waits for the next event cannot be ended before the event comes: the
 * source would stay open after the client has gone.
 */
function eventsOf(
  source: AsyncIterator<unknown>,
  args: ExecutionArgs,
  guard: SocketGuard,
): AsyncGenerator<ExecutionResult> {
  const end = async (): Promise<IteratorReturnResult<undefined>> => {
    await source.return?.();
    return { done: true, value: undefined };
  };
  const opened = args.contextValue as Context;
  return {
    async next() {
      const event = await source.next();
      if (event.done) return { done: true, value: undefined };
      try {
        const context = await guard.refresh();
        const result = await execute({ ...args, rootValue: event.value, contextValue: context });
        return { done: false, value: withoutHttp(withPresentableErrors(result, context)) };
      } catch (error) {
        await end();
        if (error instanceof SocketRefused) return { done: true, value: undefined };
        throw maskedError(error, opened);
      }
    },
    return: end,
    async throw(error) {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => void (await end()),
  };
}

async function prepare(parts: WebSocketParts, payload: SubscribePayload, guard: SocketGuard) {
  let context: Context;
  try {
    context = await guard.refresh();
  } catch (error) {
    if (error instanceof SocketRefused) return [failure('The session has ended.', error.message)];
    return [maskedError(error, { log: parts.log, requestId: crypto.randomUUID() })];
  }
  try {
    const args = { schema: parts.schema, ...check(parts, payload, context), contextValue: context };
    guards.set(context, guard);
    return args;
  } catch (error) {
    return [error instanceof GraphQLError ? withoutHttpStatus(error) : maskedError(error, context)];
  }
}

/** The operation, after everything that HTTP checks too: syntax, validity, access, limits, cost. */
function check({ schema, access, buckets }: WebSocketParts, payload: SubscribePayload, { principal }: Context) {
  const { query, operationName, variables } = payload;
  const document = parseDocument(query);
  const [invalid] = validate(schema, document);
  if (invalid) throw failure(invalid.message, 'GRAPHQL_VALIDATION_FAILED', invalid);
  const operation = getOperationAST(document, operationName);
  if (!operation) throw unknownOperation();
  const refusal = access.refusalOf(document, operation, principal);
  if (refusal) throw refusal;
  const demand = measure(schema, document, operation, variables ?? {});
  assertWithinLimits(demand);
  buckets.take(principal, demand.cost);
  return { document, operationName, variableValues: variables };
}

function parseDocument(query: string) {
  try {
    return parse(query, { maxTokens: documentLimits.tokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw failure(error.message, 'GRAPHQL_PARSE_FAILED', error);
  }
}

function failure(
  message: string,
  code: string,
  { nodes, source, positions }: Partial<GraphQLError> = {},
): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, extensions: { code } });
}

/** Errors carry the status for HTTP, which means nothing here. */
function withoutHttpStatus({ message, nodes, path, extensions }: GraphQLError): GraphQLError {
  const { http: _, ...rest } = extensions;
  return new GraphQLError(message, { nodes, path, extensions: rest });
}

function withoutHttp(result: ExecutionResult): ExecutionResult {
  return result.errors ? { ...result, errors: result.errors.map(withoutHttpStatus) } : result;
}
