import { WeChatError } from './errors';
import type { SimulatorDeps, WebScope } from './types';

/** How long an access token of either sort lives, in seconds. */
export const TOKEN_TTL_SECONDS = 7200;

const TTL_MS = TOKEN_TTL_SECONDS * 1000;
/** In its last five minutes a token is replaced on an ordinary call, and both stay good meanwhile. */
const RENEWAL_MS = 5 * 60 * 1000;
/** Two forced refreshes closer than this: the second one changes nothing. */
const FORCE_INTERVAL_MS = 30 * 1000;
/** An expired token is told apart from an invented one for this long; then it is forgotten, to bound memory. */
const MEMORY_MS = 24 * 60 * 60 * 1000;

type Clock = Pick<SimulatorDeps, 'now' | 'random'>;

interface Timed {
  readonly expiresAt: number;
}

function makeToken(deps: Clock): string {
  return `${Math.floor(deps.now() / 1000)}_${deps.random(48).toString('base64url')}`;
}

/** Looks a token up. @throws WeChatError 41001 empty, 40001 unknown, 42001 expired */
function liveEntry<T extends Timed>(entries: ReadonlyMap<string, T>, token: string, now: number): T {
  if (token === '') throw new WeChatError(41001);
  const entry = entries.get(token);
  if (!entry) throw new WeChatError(40001);
  if (now >= entry.expiresAt) throw new WeChatError(42001);
  return entry;
}

function forgetOld(entries: Map<string, Timed>, now: number): void {
  for (const [token, entry] of entries) if (now - entry.expiresAt > MEMORY_MS) entries.delete(token);
}

interface StableToken extends Timed {
  readonly appid: string;
}

/** What `/cgi-bin/stable_token` answers with. */
export interface StableTokenAnswer {
  readonly access_token: string;
  /** Seconds left. */
  readonly expires_in: number;
}

/** The tokens with which an app's server calls WeChat: one current token an app, shared by all who ask. */
export class StableTokens {
  private readonly tokens = new Map<string, StableToken>();
  private readonly current = new Map<string, string>();
  private readonly forcedAt = new Map<string, number>();

  constructor(private readonly deps: Clock) {}

  /** The app's token: the current one, a new one in its last five minutes, or a new one at once where `force` is set. */
  get(appid: string, force: boolean): StableTokenAnswer {
    const now = this.deps.now();
    const token = this.current.get(appid);
    const left = token === undefined ? 0 : (this.tokens.get(token)?.expiresAt ?? 0) - now;
    if (force && this.mayForce(appid, now)) {
      this.forcedAt.set(appid, now);
      // A forced refresh is for a leak, so it kills every token of the app, one in its last minutes included.
      for (const [old, entry] of this.tokens) if (entry.appid === appid) this.tokens.delete(old);
      return this.issue(appid, now);
    }
    if (token === undefined || left <= RENEWAL_MS) return this.issue(appid, now);
    return { access_token: token, expires_in: Math.floor(left / 1000) };
  }

  /** The appid that a token belongs to. @throws WeChatError 41001 empty, 40001 unknown or replaced by force, 42001 expired */
  appidOf(token: string): string {
    return liveEntry(this.tokens, token, this.deps.now()).appid;
  }

  private mayForce(appid: string, now: number): boolean {
    const last = this.forcedAt.get(appid);
    return last === undefined || now - last >= FORCE_INTERVAL_MS;
  }

  private issue(appid: string, now: number): StableTokenAnswer {
    forgetOld(this.tokens, now);
    const token = makeToken(this.deps);
    this.tokens.set(token, { appid, expiresAt: now + TTL_MS });
    this.current.set(appid, token);
    return { access_token: token, expires_in: TOKEN_TTL_SECONDS };
  }
}

/** Whose profile a web token opens. */
export interface WebTokenGrant {
  readonly openid: string;
  readonly userKey: string;
  readonly scope: WebScope;
}

/** The tokens of web authorisation: one a user and sign-in. */
export class WebTokens {
  private readonly tokens = new Map<string, WebTokenGrant & Timed>();

  constructor(private readonly deps: Clock) {}

  /** A fresh pair for `grant`. The refresh token is handed out for its place in the answer; no call takes it. */
  issue(grant: WebTokenGrant): { accessToken: string; refreshToken: string } {
    const now = this.deps.now();
    forgetOld(this.tokens, now);
    const accessToken = makeToken(this.deps);
    this.tokens.set(accessToken, { ...grant, expiresAt: now + TTL_MS });
    return { accessToken, refreshToken: makeToken(this.deps) };
  }

  /** What a token opens. @throws WeChatError 41001 empty, 40001 unknown, 42001 expired */
  grantOf(token: string): WebTokenGrant {
    return liveEntry(this.tokens, token, this.deps.now());
  }
}
