import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileServer } from './compiled-server';
import { until } from './until';

/** Where a server process runs. */
export interface ServerProcessOptions {
  databaseUrl: string;
  simulatorUrl: string;
  /** Keeps the demo's keys from one start to the next: sessions outlive the process. */
  dataFolder: string;
  /** A free one unless given: a server that starts again is found where it was. */
  port?: number;
  /** Settings besides. */
  env?: Record<string, string>;
  /** Told how to kill it before it is ready. */
  spawned?(kill: ServerProcess['kill']): void;
}

/** The real server in a process of its own, which can be killed. */
export interface ServerProcess {
  url: string;
  /** `kill -9`: no drain, no last word. Resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code after the drain. */
  stop(): Promise<number | null>;
}

const children = new Set<ChildProcess>();
const folders: string[] = [];

// Also what a failed test has left running.
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder for `dataFolder`, removed after the tests. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rungs-data-'));
  folders.push(folder);
  return folder;
}

/** Starts the demo on the database and waits until it is ready; throws with its output when it ends before that. */
export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const main = join(await compileServer(), 'server/src/main.js');
  const port = options.port ?? (await freePort());
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      NODE_ENV: 'test',
      RUNGS_DEMO: '1',
      RUNGS_LOG_LEVEL: 'error',
      RUNGS_DATA_DIR: options.dataFolder,
      PORT: String(port),
      DATABASE_URL: options.databaseUrl,
      WECHAT_API_URL: options.simulatorUrl,
      WECHAT_OPEN_URL: options.simulatorUrl,
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  void exited.then(() => children.delete(child));
  const url = `http://127.0.0.1:${port}`;
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return exited;
  };
  const kill = async () => void (await end('SIGKILL'));
  options.spawned?.(kill);
  await until(() => hasEnded(child) || isReady(url), 'the server, ready,');
  if (hasEnded(child)) throw new Error(`The server ended before it was ready:\n${output}`);
  return { url, kill, stop: () => end('SIGTERM') };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
