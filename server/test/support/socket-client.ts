import { type Client, createClient, type ExecutionResult } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { TestServer } from './test-server';

/** A client of the gateway over WebSocket. */
export interface SocketClient {
  /** Runs a query or mutation, or the first event of a subscription. Rejects with the errors or the close event. */
  once(query: string, variables?: Record<string, unknown>): Promise<ExecutionResult>;
  /** Events of a subscription, as they come in; `open` is true until the server ends it. */
  subscribe(query: string): Subscribed;
  /** Resolves with how the server closed the socket. */
  closed: Promise<{ code: number; reason: string }>;
  close(): Promise<void>;
}

/** A running subscription. */
export interface Subscribed {
  events: ExecutionResult[];
  /** What ended it, if anything did. */
  ended: { error?: unknown } | undefined;
  stop(): void;
}

/** Connects as the bearer of the token; `authorization` overrules what is sent as such. */
export function connectSocket(
  server: TestServer,
  token?: string,
  authorization = token && `Bearer ${token}`,
): SocketClient {
  let onClose: (event: { code: number; reason: string }) => void = () => undefined;
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    onClose = resolve;
  });
  const client: Client = createClient({
    url: `${server.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: authorization === undefined ? {} : { authorization },
    lazy: false,
    retryAttempts: 0,
    onNonLazyError: () => undefined,
    on: {
      closed: (event) => {
        const { code, reason } = event as { code: number; reason: string };
        onClose({ code, reason: String(reason) });
      },
    },
  });
  return {
    closed,
    once: (query, variables) => first(client, query, variables),
    subscribe: (query) => subscribe(client, query),
    close: async () => client.dispose(),
  };
}

function first(client: Client, query: string, variables?: Record<string, unknown>): Promise<ExecutionResult> {
  return new Promise((resolve, reject) => {
    let result: ExecutionResult | undefined;
    const sink = {
      next: (value: ExecutionResult) => {
        result = value;
      },
      error: reject,
      complete: () => (result ? resolve(result) : reject(new Error('It ended without an answer.'))),
    };
    client.subscribe({ query, variables }, sink);
  });
}

function subscribe(client: Client, query: string): Subscribed {
  const subscribed: Subscribed = { events: [], ended: undefined, stop: () => undefined };
  subscribed.stop = client.subscribe(
    { query },
    {
      next: (value) => void subscribed.events.push(value as ExecutionResult),
      error: (error) => {
        subscribed.ended = { error };
      },
      complete: () => {
        subscribed.ended ??= {};
      },
    },
  );
  return subscribed;
}
