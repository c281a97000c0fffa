import type { IncomingMessage, Server } from 'node:http';
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
import { withPresentableErrors } from '../graphql/executor';
import { assertWithinLimits, type CostBuckets, documentLimits, measure } from '../graphql/limits';
import { TokenError } from '../platform/errors';

/** What a socket needs to serve GraphQL. */
export interface WebSocketParts {
  schema: GraphQLSchema;
  access: AccessChecker;
  buckets: CostBuckets;
  /** A context for the token, fresh for each operation and each event. Throws TokenError. */
  contextOf(authorization: string | undefined, request: IncomingMessage): Promise<Context>;
  /** Milliseconds between two looks at whether a socket's session still stands. */
  recheckEveryMs: number;
}

type SocketExtra = Extra & Record<PropertyKey, unknown>;
type Socket = ConnectionContext<Record<string, unknown>, SocketExtra>;

// Codes of our own (4000–4999): the client signs in again on the first, and stays away on the second.
const SESSION_ENDED = 4401;

function tokenOf(socket: Socket): string | undefined {
  const { authorization, Authorization } = socket.connectionParams ?? {};
  const token = authorization ?? Authorization ?? socket.extra.request.headers.authorization;
  return typeof token === 'string' ? token : undefined;
}

/**
 * GraphQL over WebSocket (`graphql-transport-ws`) at `/graphql`. The token comes in the connection parameters, and is
 * looked at again for every event and at intervals: an ended session ends its sockets.
 */
export function mountWebSocket(server: Server, parts: WebSocketParts): { close(): Promise<void> } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });
  const onUpgrade = (request: IncomingMessage, socket: import('node:stream').Duplex, head: Buffer) => {
    if (request.url?.split('?')[0] !== '/graphql') return socket.destroy();
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  };
  server.on('upgrade', onUpgrade);
  const contextOf = (socket: Socket) => parts.contextOf(tokenOf(socket), socket.extra.request);
  const disposable = useServer<Record<string, unknown>, SocketExtra>(
    {
      connectionInitWaitTimeout: 5000,
      onConnect: async (socket) => {
        try {
          await contextOf(socket);
        } catch (error) {
          if (!(error instanceof TokenError)) throw error;
          socket.extra.socket.close(SESSION_ENDED, error.code);
          return false;
        }
        watchSession(socket, contextOf, parts.recheckEveryMs);
        return true;
      },
      onSubscribe: (socket, _id, payload) =>
        prepare(parts, payload, {
          refresh: () => contextOf(socket),
          end: (reason) => socket.extra.socket.close(SESSION_ENDED, reason.code),
        }),
      execute: async (args: ExecutionArgs) =>
        withPresentableErrors(await execute(args), args.contextValue as Context),
      subscribe: subscribeWithFreshContexts,
    },
    sockets,
  );
  return {
    close: async () => {
      server.off('upgrade', onUpgrade);
      await disposable.dispose();
    },
  };
}

/** How the events of a subscription come by their contexts; kept beside the context with which it was opened. */
interface Renewal {
  refresh(): Promise<Context>;
  /** The token is not accepted any more. */
  end(reason: TokenError): void;
}
const renewals = new WeakMap<object, Renewal>();

/**
 * Like `subscribe` of graphql-js, but each event is resolved with a context of its own: it must show what is now, with
 * fresh loaders, and to nobody whose session has ended.
 */
async function subscribeWithFreshContexts(args: ExecutionArgs): Promise<ExecutionResult | AsyncGenerator<ExecutionResult>> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return withPresentableErrors(source, args.contextValue as Context);
  return eventsOf(source, args, renewals.get(args.contextValue as object) as Renewal);
}

async function* eventsOf(
  source: AsyncIterable<unknown>,
  args: ExecutionArgs,
  renewal: Renewal,
): AsyncGenerator<ExecutionResult> {
  for await (const event of source) {
    let context: Context;
    try {
      context = await renewal.refresh();
    } catch (error) {
      if (!(error instanceof TokenError)) throw error;
      return renewal.end(error);
    }
    yield withPresentableErrors(await execute({ ...args, rootValue: event, contextValue: context }), context);
  }
}

async function prepare(parts: WebSocketParts, payload: SubscribePayload, renewal: Renewal) {
  const { schema } = parts;
  try {
    const context = await renewal.refresh();
    const document = parse(payload.query, { maxTokens: documentLimits.tokens });
    const invalid = validate(schema, document);
    if (invalid.length > 0) return invalid;
    const operation = getOperationAST(document, payload.operationName);
    if (!operation) return [new GraphQLError('Name one of the operations of the document.')];
    const refusal = parts.access.refusalOf(document, operation, context.principal);
    if (refusal) return [refusal];
    const demand = measure(schema, document, operation, payload.variables ?? {});
    assertWithinLimits(demand);
    parts.buckets.take(context.principal, demand.cost);
    renewals.set(context, renewal);
    return {
      schema,
      document,
      operationName: payload.operationName,
      variableValues: payload.variables,
      contextValue: context,
    };
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    if (error instanceof TokenError) return [new GraphQLError(error.message, { extensions: { code: error.code } })];
    throw error;
  }
}

function watchSession(socket: Socket, contextOf: (socket: Socket) => Promise<Context>, everyMs: number): void {
  const timer = setInterval(() => {
    contextOf(socket).catch((error: unknown) => {
      if (error instanceof TokenError) socket.extra.socket.close(SESSION_ENDED, error.code);
    });
  }, everyMs);
  timer.unref();
  socket.extra.socket.once('close', () => clearInterval(timer));
}

