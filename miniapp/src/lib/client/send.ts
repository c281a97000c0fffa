import { ApiError, type ErrorKind } from '../errors';
import type { Operation } from './operation';
import type { Transport } from './transport';

export const REQUEST_TIMEOUT_MS = 10_000;

export interface SendOptions {
  transport: Transport;
  /** Base address of the server, no slash at the end; empty for the page's own origin. */
  api: string;
  /** Read at each request: the member may change the language in between. */
  language: () => string;
}

/** Sends one operation once: no retry, no refresh. Throws `ApiError` and nothing else. */
export type Send = <TResult, TVariables>(
  document: Operation<TResult, TVariables>,
  variables: TVariables,
  accessToken?: string,
) => Promise<TResult>;

interface GraphQLBody {
  data?: unknown;
  errors?: { message?: string; extensions?: { code?: string } }[];
}

const KINDS: Record<string, ErrorKind> = {
  UNAUTHENTICATED: 'auth',
  TOKEN_EXPIRED: 'auth',
  TOKEN_INVALID: 'auth',
  TOKEN_REVOKED: 'auth',
  TOKEN_WRONG_AUDIENCE: 'auth',
  SESSION_REVOKED: 'auth',
  THROTTLED: 'throttled',
  INTERNAL_SERVER_ERROR: 'server',
};

export function createSend({ transport, api, language }: SendOptions): Send {
  return async <TResult, TVariables>(
    document: Operation<TResult, TVariables>,
    variables: TVariables,
    accessToken?: string,
  ) => {
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      'accept-language': language(),
    };
    if (accessToken) headers.authorization = `Bearer ${accessToken}`;
    const answer = await transport({
      url: `${api}/graphql`,
      body: JSON.stringify({ query: document.toString(), variables }),
      headers,
      timeoutMs: REQUEST_TIMEOUT_MS,
    });
    return read(answer.status, answer.body) as TResult;
  };
}

/** The data of an answer. The body decides before the status: a refused request has a GraphQL body with a 4xx. */
function read(status: number, text: string): unknown {
  const body = parse(text);
  const error = body?.errors?.[0];
  if (error) {
    const code = error.extensions?.code;
    throw new ApiError((code && KINDS[code]) || 'graphql', { code, message: error.message });
  }
  if (body?.data === undefined || body.data === null) {
    throw new ApiError(status === 429 ? 'throttled' : 'server', { message: `Unreadable answer, status ${status}` });
  }
  return body.data;
}

function parse(text: string): GraphQLBody | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
