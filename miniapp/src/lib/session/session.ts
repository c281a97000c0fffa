import { SessionCreateDocument, SessionRefreshDocument, SessionRevokeDocument } from '../../graphql/generated/graphql';
import type { Credentials, Send } from '../client';
import { ApiError, toApiError } from '../errors';
import { createStore, type Store } from '../store';
import type { Entrance, SignInCode } from './entrance.types';
import type { invitationStore } from './invitation';
import type { Tokens, tokenStore } from './tokens';

/** `starting` until it is known; `signedOut` with a problem when the last try or the session itself failed. */
export type SessionState =
  | { phase: 'starting' }
  | { phase: 'signedIn' }
  | { phase: 'signedOut'; problem: ApiError | undefined };

export interface SessionOptions {
  send: Send;
  tokens: typeof tokenStore;
  invitation: typeof invitationStore;
  entrance: Entrance;
  now?: () => number;
  /** Runs `task` while no other tab does; browsers without locks just run it. */
  exclusively?: <T>(task: () => Promise<T>) => Promise<T>;
}

/** An access token this close to its end is renewed first, so that it does not expire on the way. */
const RENEW_BEFORE_MS = 30_000;
/** In WeChat a lost session is replaced silently, but never in a tight loop. */
const SILENT_PAUSE_MS = 60_000;

/** Who is signed in on this device. Except for `renew` its methods never throw: what went wrong is in the state. */
export class Session implements Credentials {
  readonly #state = createStore<SessionState>({ phase: 'starting' });
  readonly #options: Required<SessionOptions>;
  #renewal: Promise<Tokens> | undefined;
  #lastSilent = Number.NEGATIVE_INFINITY;

  constructor(options: SessionOptions) {
    this.#options = { now: Date.now, exclusively: (task) => task(), ...options };
  }

  /** To be followed; only the session itself changes it. */
  get state(): Pick<Store<SessionState>, 'get' | 'subscribe'> {
    return this.#state;
  }

  /** At launch: takes up a stored session, a code in the address, or (in WeChat) signs in silently. */
  async start(): Promise<void> {
    const { entrance, tokens, invitation } = this.#options;
    try {
      const arrived = entrance.arrive();
      if (arrived) return await this.#enter(async () => arrived);
    } catch (thrown) {
      // A stray return must not end a session that is well.
      if (!tokens.get()) return this.#leave(toApiError(thrown));
    }
    if (tokens.get()) {
      // Of a member who is known already an invitation says nothing, and it must not wait for the next on this device.
      invitation.clear();
      return this.#state.set({ phase: 'signedIn' });
    }
    await this.#enterSilently();
  }

  /** Because the member asked: in a browser this leaves the page. */
  async signIn(): Promise<void> {
    const { entrance } = this.#options;
    if (entrance.silent) this.#state.set({ phase: 'starting' });
    await this.#enter(() => entrance.ask());
  }

  /** Forgets the session here at once, and tells the server as far as it can be reached. */
  async signOut(): Promise<void> {
    const { send, tokens } = this.#options;
    const held = tokens.get();
    this.#leave();
    tokens.markLeft();
    if (!held) return;
    await send(SessionRevokeDocument, { input: {} }, held.accessToken).catch(() => {
      // Nothing to tell the member: it is gone from this device, and on the server it ends by itself.
    });
  }

  /** Goes on under a session that the server gave instead of this one. */
  adopt(tokens: Tokens): void {
    this.#options.tokens.set(tokens);
    this.#state.set({ phase: 'signedIn' });
  }

  async accessToken(): Promise<string | undefined> {
    const held = this.#options.tokens.get();
    if (!held) return undefined;
    return expiresSoon(held, this.#options.now()) ? this.renew(held.accessToken) : held.accessToken;
  }

  async renew(stale: string): Promise<string> {
    this.#renewal ??= this.#options
      .exclusively(() => this.#refresh(stale))
      .finally(() => {
        this.#renewal = undefined;
      });
    try {
      return (await this.#renewal).accessToken;
    } catch (thrown) {
      const error = toApiError(thrown);
      if (error.kind !== 'auth' && error.kind !== 'refused') throw error;
      this.lose(stale, error);
      throw new ApiError('auth', { code: error.code });
    }
  }

  lose(token: string, error: ApiError): void {
    if (this.#options.tokens.get()?.accessToken === token) void this.#enterSilently(error);
  }

  #leave(problem?: ApiError): void {
    this.#options.tokens.clear();
    this.#state.set({ phase: 'signedOut', problem });
  }

  async #enter(obtain: () => Promise<SignInCode | undefined>): Promise<void> {
    const { send, tokens, invitation } = this.#options;
    try {
      const code = await obtain();
      if (!code) return;
      const input = { ...code, inviteCode: invitation.get() };
      const { sessionCreate } = await send(SessionCreateDocument, { input });
      tokens.set(sessionOf(sessionCreate));
      invitation.clear();
      this.#state.set({ phase: 'signedIn' });
    } catch (thrown) {
      this.#leave(toApiError(thrown));
    }
  }

  /** Where no tap is needed and the member did not leave on purpose; elsewhere signs out, with the problem if any. */
  async #enterSilently(problem?: ApiError): Promise<void> {
    const { entrance, tokens, now } = this.#options;
    if (!entrance.silent || tokens.hasLeft() || now() - this.#lastSilent < SILENT_PAUSE_MS) return this.#leave(problem);
    this.#lastSilent = now();
    tokens.clear();
    this.#state.set({ phase: 'starting' });
    await this.#enter(() => entrance.ask());
  }

  async #refresh(stale: string): Promise<Tokens> {
    const { send, tokens } = this.#options;
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
