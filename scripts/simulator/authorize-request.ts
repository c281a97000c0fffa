import type { AppDirectory } from './apps';
import { textOf } from './context';
import type { WebScope, WeChatApp } from './types';

/** An authorisation request that passed every check. */
export interface AuthorizeRequest {
  readonly app: WeChatApp;
  readonly redirectUri: URL;
  readonly scope: WebScope;
  /** Empty where the app sent none. */
  readonly state: string;
}

/** Why the page shows an error; `code` is WeChat's where it has one for the case. */
export interface AuthorizeError {
  readonly code?: number;
  readonly message: string;
  readonly english: string;
}

/** WeChat carries a state of at most this many bytes. */
const MAX_STATE_BYTES = 128;
/** The simulator stands in for a console where these are the registered domains. */
const REDIRECT_HOSTS: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost']);

const ERRORS = {
  noAppid: { code: 10012, message: 'appid不能为空', english: 'The appid is missing.' },
  badAppid: { code: 40013, message: 'appid参数错误', english: 'No such appid.' },
  notWeb: {
    code: 10016,
    message: '不支持此Appid，请使用公众号Appid',
    english: 'This appid is no official account; web authorisation needs one.',
  },
  noRedirect: { code: 10011, message: 'redirect_uri不能为空', english: 'The redirect_uri is missing.' },
  badRedirect: {
    code: 10003,
    message: 'redirect_uri域名与后台配置不一致',
    english: 'The redirect_uri is not on a registered domain (here: 127.0.0.1 or localhost, http or https).',
  },
  badType: { message: 'response_type参数错误', english: 'The response_type must be code.' },
  noScope: { code: 10010, message: 'scope不能为空', english: 'The scope is missing.' },
  badScope: {
    code: 10005,
    message: '此公众号并没有这些scope的权限',
    english: 'The scope must be snsapi_base or snsapi_userinfo.',
  },
  longState: { message: 'state参数错误', english: `The state is longer than ${MAX_STATE_BYTES} bytes.` },
} satisfies Record<string, AuthorizeError>;

/** Checks the parameters of the authorisation page, which come as its query and again with its form. */
export function parseAuthorize(
  apps: AppDirectory,
  source: unknown,
): { request: AuthorizeRequest } | { error: AuthorizeError } {
  const appid = textOf(source, 'appid');
  if (appid === '') return { error: ERRORS.noAppid };
  const app = apps.find(appid);
  if (!app) return { error: ERRORS.badAppid };
  if (app.kind !== 'web') return { error: ERRORS.notWeb };
  const redirect = textOf(source, 'redirect_uri');
  if (redirect === '') return { error: ERRORS.noRedirect };
  const redirectUri = allowedRedirect(redirect);
  if (!redirectUri) return { error: ERRORS.badRedirect };
  if (textOf(source, 'response_type') !== 'code') return { error: ERRORS.badType };
  const scope = textOf(source, 'scope');
  if (scope === '') return { error: ERRORS.noScope };
  if (scope !== 'snsapi_base' && scope !== 'snsapi_userinfo') return { error: ERRORS.badScope };
  const state = textOf(source, 'state');
  if (Buffer.byteLength(state) > MAX_STATE_BYTES) return { error: ERRORS.longState };
  return { request: { app, redirectUri, scope, state } };
}

/**
 * Where the browser goes next: the redirect_uri, its own query first and untouched, then `code` and `state`, then its
 * fragment. Without a code it is the way back after a refusal.
 */
export function redirectTarget(request: AuthorizeRequest, code?: string): string {
  const added: string[] = [];
  if (code !== undefined) added.push(`code=${encodeURIComponent(code)}`);
  if (request.state !== '') added.push(`state=${encodeURIComponent(request.state)}`);
  return withQuery(request.redirectUri, added);
}

/** An address with `added` after its own query, and its fragment after that. */
export function withQuery(address: URL, added: readonly string[]): string {
  const target = new URL(address.href);
  // By text, not through searchParams, which would write the app's own query anew.
  const own = target.search.replace(/^\?/, '');
  target.search = [...(own === '' ? [] : [own]), ...added].join('&');
  return target.href;
}

/** An address to which the simulator sends people back, or undefined where it does not. */
export function allowedRedirect(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  const hasLogin = url.username !== '' || url.password !== '';
  return isWeb && !hasLogin && REDIRECT_HOSTS.has(url.hostname) ? url : undefined;
}
