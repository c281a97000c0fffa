import type { FastifyInstance } from 'fastify';
import { buildSimulator } from './app';

/** The apps of the demo, as a test writes them down: on purpose not read from the code under test. */
export const MINI = { appid: 'wx00000000000000a1', secret: 'demo-mini-app-secret' };
export const WEB = { appid: 'wx00000000000000b2', secret: 'demo-web-app-secret' };
export const MINUTE = 60_000;

/** A simulator whose clock a test moves and whose codes never repeat. */
export class Fixture {
  now = Date.UTC(2025, 0, 1);
  readonly lines: string[] = [];
  readonly app: FastifyInstance;
  private drawn = 0;

  constructor() {
    this.app = buildSimulator({
      now: () => this.now,
      random: (bytes) => {
        const out = Buffer.alloc(bytes);
        out.writeUInt32BE(++this.drawn, 0);
        return out;
      },
      log: (line) => this.lines.push(line),
    });
  }

  /** GET with a query; the parsed answer, which WeChat always sends with 200. */
  async get(path: string, query: Record<string, string>): Promise<Record<string, unknown>> {
    const response = await this.app.inject({ method: 'GET', url: path, query });
    expect(response.statusCode).toBe(200);
    return response.json();
  }

  /** POST of JSON; the parsed answer. */
  async post(path: string, body: object | string): Promise<Record<string, unknown>> {
    const response = await this.app.inject({
      method: 'POST',
      url: path,
      headers: { 'content-type': 'application/json' },
      payload: body,
    });
    expect(response.statusCode).toBe(200);
    return response.json();
  }

  jscode2session(code: string, over: Record<string, string> = {}): Promise<Record<string, unknown>> {
    return this.get('/sns/jscode2session', { ...MINI, js_code: code, grant_type: 'authorization_code', ...over });
  }

  async loginCode(user: string): Promise<string> {
    return String((await this.post('/simulator/login', { appid: MINI.appid, user })).code);
  }

  stableToken(app: object = MINI, over: object = {}): Promise<Record<string, unknown>> {
    return this.post('/cgi-bin/stable_token', { grant_type: 'client_credential', ...app, ...over });
  }

  accessToken(code: string, over: Record<string, string> = {}): Promise<Record<string, unknown>> {
    return this.get('/sns/oauth2/access_token', { ...WEB, code, grant_type: 'authorization_code', ...over });
  }

  async phone(code: string, token?: string): Promise<Record<string, unknown>> {
    const accessToken = token ?? String((await this.stableToken()).access_token);
    return this.post(`/wxa/business/getuserphonenumber?access_token=${accessToken}`, { code });
  }
}

/** A query without one of its parameters. */
export function without(query: Record<string, string>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter(([key]) => key !== name));
}
