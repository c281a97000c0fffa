import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { DEMO_MEMBERS, type DemoMember, memberJson, programJson } from './demo-members';

/** A server for tests that run without the real one: it answers the mini-app's own documents and signs members in. */
export interface StandIn {
  url: string;
  /** Operations in the order they came, by name. */
  operations: string[];
  close(): Promise<void>;
}

interface Operation {
  query: string;
  variables: { input?: { code?: string; refreshToken?: string } };
}

interface Answer {
  status: number;
  body: object;
}

class Demo {
  readonly operations: string[] = [];
  readonly #codes = new Map<string, DemoMember>();
  readonly #tokens = new Map<string, DemoMember>();
  #serial = 0;

  codeFor(member: DemoMember): string {
    this.#serial += 1;
    const code = `code-${this.#serial}`;
    this.#codes.set(code, member);
    return code;
  }

  answer({ query, variables }: Operation, tongue: 'zh' | 'en', token: string | undefined): Answer {
    const name = /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '';
    this.operations.push(name);
    if (name === 'SessionCreate') return this.#create(variables.input?.code ?? '');
    const member = token === undefined ? undefined : this.#tokens.get(token);
    if (!member) return refusal('TOKEN_INVALID');
    if (name === 'Home') return data({ me: memberJson(member, tongue), program: programJson(tongue) });
    if (name === 'Me') return data({ me: memberJson(member, tongue) });
    if (name === 'SessionRevoke') {
      this.#tokens.delete(token ?? '');
      return data({ sessionRevoke: { revoked: 1, userErrors: [] } });
    }
    return refusal('BAD_USER_INPUT');
  }

  #create(code: string): Answer {
    // Codes from `wx.login` outside WeChat are anything at all; each is somebody.
    const member = this.#codes.get(code) ?? (code.startsWith('wx-') ? DEMO_MEMBERS[0] : undefined);
    this.#codes.delete(code);
    if (!member) {
      const userErrors = [{ code: 'SIGN_IN_CODE_USED', message: 'The code was used before.' }];
      return data({ sessionCreate: { session: null, userErrors } });
    }
    this.#serial += 1;
    const accessToken = `access-${this.#serial}`;
    this.#tokens.set(accessToken, member);
    const expiresAt = new Date(Date.now() + 15 * 60_000).toISOString();
    const session = { accessToken, refreshToken: `refresh-${this.#serial}`, expiresAt };
    return data({ sessionCreate: { session, userErrors: [] } });
  }
}

const data = (value: object): Answer => ({ status: 200, body: { data: value } });
const refusal = (code: string): Answer => ({
  status: 401,
  body: { errors: [{ message: code, extensions: { code } }] },
});

/** Starts on a free port of the loopback address; `files` is the browser build to serve, if any. */
export async function startStandIn(files?: string): Promise<StandIn> {
  const demo = new Demo();
  const server = createServer((request, response) => {
    handle(demo, files, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, operations: demo.operations, close: () => closeServer(server) };
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

async function handle(demo: Demo, files: string | undefined, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://stand-in');
  if (url.pathname === '/graphql') return graphql(demo, request, response);
  if (url.pathname === '/auth/wechat') return chooseMember(demo, url, response);
  if (files) return sendFile(files, url.pathname, response);
  response.writeHead(404).end();
}

async function graphql(demo: Demo, request: IncomingMessage, response: ServerResponse) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const operation = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Operation;
  const tongue = request.headers['accept-language']?.startsWith('en') ? 'en' : 'zh';
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const { status, body } = demo.answer(operation, tongue, token);
  response.writeHead(status, { 'content-type': 'application/graphql-response+json' }).end(JSON.stringify(body));
}

/** WeChat's authorisation page, reduced to a choice of members. */
function chooseMember(demo: Demo, url: URL, response: ServerResponse) {
  const state = url.searchParams.get('state') ?? '';
  const back = url.searchParams.get('return') ?? '/';
  const links = DEMO_MEMBERS.map((member) => {
    const query = new URLSearchParams({ code: demo.codeFor(member), state });
    return `<li><a href="${back}?${query.toString()}">${member.nickname}</a></li>`;
  });
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end(
      `<!doctype html><html lang="zh-CN"><link rel="icon" href="data:,"><title>WeChat</title><ul>${links.join('')}</ul>`,
    );
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
};

async function sendFile(root: string, pathname: string, response: ServerResponse) {
  const file = path.join(root, pathname === '/' ? 'index.html' : path.normalize(pathname));
  const found = await stat(file).then(
    (one) => one.isFile(),
    () => false,
  );
  if (!found) return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
}
