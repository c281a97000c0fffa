import { SessionCreateDocument, SessionRefreshDocument, SessionRevokeDocument } from '../../graphql/generated/graphql';
import type { Credentials, Send } from '../client';
import { ApiError, toApiError } from '../errors';
import { createStore, type Store } from '../store';
import type { Entrance, SignInCode } from './entrance.types';
import type { Tokens, tokenStore } from './tokens';

/** `starting` until it is known; `signedOut` with a problem when the last try or the session itself failed. */
export type SessionState =
  | { phase: 'starting' }
  | { phase: 'signedIn' }
  | { phase: 'signedOut'; problem: ApiError | undefined };

/** Who is signed in on this device. Its methods never throw: what went wrong is in the state. */
export interface Session extends Credentials {
  readonly state: Pick<Store<SessionState>, 'get' | 'subscribe'>;
  /** At launch: takes up a stored session, a code in the address, or (in WeChat) signs in silently. */
  start(): Promise<void>;
  signIn(): Promise<void>;
  /** Forgets the session here at once, and tells the server as far as it can be reached. */
  signOut(): Promise<void>;
}

export interface SessionOptions {
  send: Send;
  tokens: typeof tokenStore;
  entrance: Entrance;
  now?: () => number;
  /** Runs `task` while no other tab does; browsers without locks just run it. */
  exclusively?: <T>(task: () => Promise<T>) => Promise<T>;
}

/** An access token this close to its end is renewed first, so that it does not expire on the way. */
const RENEW_BEFORE_MS = 30_000;
/** In WeChat a lost session is replaced silently, but never in a tight loop. */
const SILENT_PAUSE_MS = 60_000;

export function createSession(options: SessionOptions): Session {
  const { send, tokens, entrance, now = Date.now, exclusively = (task) => task() } = options;
  const state = createStore<SessionState>({ phase: 'starting' });
  let renewal: Promise<Tokens> | undefined;
  let lastSilent = Number.NEGATIVE_INFINITY;

  const leave = (problem?: ApiError) => {
    tokens.clear();
    state.set({ phase: 'signedOut', problem });
  };

  async function exchange(input: SignInCode): Promise<void> {
    const { sessionCreate } = await send(SessionCreateDocument, { input });
    tokens.set(sessionOf(sessionCreate));
    state.set({ phase: 'signedIn' });
  }

  async function enter(obtain: () => Promise<SignInCode | undefined>): Promise<void> {
    try {
      const code = await obtain();
      if (code) await exchange(code);
    } catch (thrown) {
      leave(toApiError(thrown));
    }
  }

  async function silently(problem?: ApiError): Promise<void> {
    if (!entrance.silent || tokens.hasLeft() || now() - lastSilent < SILENT_PAUSE_MS) return leave(problem);
    lastSilent = now();
    tokens.clear();
    state.set({ phase: 'starting' });
    await enter(entrance.ask);
  }

  async function refresh(stale: string): Promise<Tokens> {
    const held = tokens.get();
    if (!held) throw new ApiError('auth', { code: 'UNAUTHENTICATED' });
    if (held.accessToken !== stale) return held;
    const { sessionRefresh } = await send(SessionRefreshDocument, { input: { refreshToken: held.refreshToken } });
    const renewed = sessionOf(sessionRefresh);
    // Signed out while the answer was on its way: the new tokens must not bring the session back.
    if (tokens.get()?.accessToken !== stale) throw new ApiError('auth', { code: 'UNAUTHENTICATED' });
    tokens.set(renewed);
    return renewed;
  }

  async function renew(stale: string): Promise<string> {
    renewal ??= exclusively(() => refresh(stale)).finally(() => {
      renewal = undefined;
    });
    try {
      return (await renewal).accessToken;
    } catch (thrown) {
      const error = toApiError(thrown);
      if (error.kind === 'auth' || error.kind === 'refused') {
        lose(stale, error);
        throw new ApiError('auth', { code: error.code });
      }
      throw error;
    }
  }

  function lose(token: string, error: ApiError): void {
    if (tokens.get()?.accessToken === token) void silently(error);
  }

  return {
    state,
    renew,
    lose,
    async accessToken() {
      const held = tokens.get();
      if (!held) return undefined;
      return expiresSoon(held, now()) ? renew(held.accessToken) : held.accessToken;
    },
    async start() {
      try {
        const arrived = entrance.arrive();
        if (arrived) return await enter(async () => arrived);
      } catch (thrown) {
        if (!tokens.get()) return leave(toApiError(thrown));
      }
      if (tokens.get()) return state.set({ phase: 'signedIn' });
      await silently();
    },
    async signIn() {
      if (entrance.silent) state.set({ phase: 'starting' });
      await enter(entrance.ask);
    },
    async signOut() {
      const held = tokens.get();
      leave();
      tokens.markLeft();
      if (!held) return;
      await send(SessionRevokeDocument, { input: {} }, held.accessToken).catch(() => {
        // Nothing to tell the member: it is gone from this device, and on the server it ends by itself.
      });
    },
  };
}

function expiresSoon(tokens: Tokens, now: number): boolean {
  return Date.parse(tokens.expiresAt) - now < RENEW_BEFORE_MS;
}

interface SessionPayload {
  session?: Tokens | null;
  userErrors: { code: string; message: string }[];
}

function sessionOf({ session, userErrors }: SessionPayload): Tokens {
  const [problem] = userErrors;
  if (problem) throw new ApiError('refused', { code: problem.code, message: problem.message });
  if (!session) throw new ApiError('server', { message: 'A session was promised and not sent' });
  return session;
}
