import type { FastifyReply } from 'fastify';
import type { AppDirectory } from './apps';
import type { CodeBook } from './codes';
import { WeChatError } from './errors';
import type { SubscribeBook } from './subscribe';
import type { StableTokens, WebTokens } from './tokens';
import type { SimulatorDeps, WeChatApp } from './types';
import type { UserDirectory } from './users';

/** The state of one simulator, shared by its routes. */
export interface SimulatorContext {
  readonly deps: SimulatorDeps;
  readonly users: UserDirectory;
  readonly apps: AppDirectory;
  readonly codes: CodeBook;
  readonly stableTokens: StableTokens;
  readonly webTokens: WebTokens;
  readonly subscribe: SubscribeBook;
  /** The key of each openid's last sign-in by the mini-program. */
  readonly sessionKeys: Map<string, string>;
}

/** A text parameter of a parsed query or body; the first of several, empty where absent or not text. */
export function textOf(source: unknown, name: string): string {
  if (typeof source !== 'object' || source === null) return '';
  const value: unknown = (source as Record<string, unknown>)[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : '';
}

/**
 * The app that calls, its secret checked.
 * @param kind the kind of app the call is for; an app of another kind is refused like an unknown one
 * @throws WeChatError 41002, 40013, 41004, 40125
 */
export function authenticatedApp(apps: AppDirectory, source: unknown, kind?: WeChatApp['kind']): WeChatApp {
  const appid = textOf(source, 'appid');
  if (appid === '') throw new WeChatError(41002);
  const app = apps.find(appid);
  if (!app || (kind !== undefined && app.kind !== kind)) throw new WeChatError(40013);
  const secret = textOf(source, 'secret');
  if (secret === '') throw new WeChatError(41004);
  if (secret !== app.secret) throw new WeChatError(40125);
  return app;
}

/** Sends a WeChat answer. The `/sns` calls label their JSON `text/plain`, which has broken many a client. */
export function sendWeChat(reply: FastifyReply, body: object): FastifyReply {
  const type = reply.request.url.startsWith('/sns/') ? 'text/plain' : 'application/json; charset=utf-8';
  return reply.code(200).type(type).send(JSON.stringify(body));
}
