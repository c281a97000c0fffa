import { type ApiError, toApiError } from '../errors';
import type { Operation } from './operation';
import type { Send } from './send';

/** What the client needs from the session; `lib/session` implements it. */
export interface Credentials {
  /** The token to send now, renewed first when it is about to expire; undefined when nobody is signed in. */
  accessToken(): Promise<string | undefined>;
  /** A token newer than `stale`. All callers that wait share one refresh. Throws when there is none to be had. */
  renew(stale: string): Promise<string>;
  /** The server no longer accepts this sign-in. A token that has been replaced meanwhile is ignored. */
  lose(token: string, error: ApiError): void;
}

/** A read may be tried again; a mutation never is, because its outcome may be unknown. */
export interface Client {
  query<TResult, TVariables>(document: Operation<TResult, TVariables>, variables: TVariables): Promise<TResult>;
  mutate<TResult, TVariables>(document: Operation<TResult, TVariables>, variables: TVariables): Promise<TResult>;
}

export interface ClientOptions {
  send: Send;
  credentials: Credentials;
  sleep?: (ms: number) => Promise<void>;
  /** In [0, 1): spreads the retries of many phones that lost the same server. */
  random?: () => number;
}

const READ_RETRIES = 2;
const BACK_OFF_MS = 400;

/** Builds the client; throws `ApiError` and nothing else. */
export function createClient({ send, credentials, sleep = pause, random = Math.random }: ClientOptions): Client {
  /** One try with the current token, and a second with a fresh one if the server says that it has expired. */
  async function authorised<R, V>(document: Operation<R, V>, variables: V): Promise<R> {
    const token = await credentials.accessToken();
    if (!token) return send(document, variables);
    try {
      return await send(document, variables, token);
    } catch (thrown) {
      const error = toApiError(thrown);
      if (error.code === 'TOKEN_EXPIRED') return again(document, variables, await credentials.renew(token));
      if (error.kind === 'auth') credentials.lose(token, error);
      throw error;
    }
  }

  /** The server refused the first try before running it, so this is safe for a mutation too. */
  async function again<R, V>(document: Operation<R, V>, variables: V, token: string): Promise<R> {
    try {
      return await send(document, variables, token);
    } catch (thrown) {
      const error = toApiError(thrown);
      if (error.kind === 'auth') credentials.lose(token, error);
      throw error;
    }
  }

  async function query<R, V>(document: Operation<R, V>, variables: V): Promise<R> {
    for (let tried = 0; ; tried += 1) {
      try {
        return await authorised(document, variables);
      } catch (thrown) {
        const error = toApiError(thrown);
        if (tried >= READ_RETRIES || !isPassing(error)) throw error;
        await sleep(BACK_OFF_MS * 2 ** tried * (0.5 + random()));
      }
    }
  }

  return { query, mutate: authorised };
}

/** Worth another try: the same request may well succeed in a moment. */
function isPassing(error: ApiError): boolean {
  return error.kind === 'network' || error.kind === 'timeout' || error.kind === 'server';
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
