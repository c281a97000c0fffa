import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { compileServer } from './compiled-server';

/** How a command of package.json ended. */
export interface CommandResult {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** A command in a process of its own. */
export interface RunningCommand {
  ended: Promise<CommandResult>;
  /** `kill -9`. */
  kill(): void;
}

const children = new Set<ChildProcess>();

// Also what a failed test has left running.
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

/** Starts what `npm run NAME -- ARGS` runs, on a database and a program file. */
export async function startCommand(
  name: 'import-events' | 'reconcile' | 'rebuild',
  args: string[],
  env: { DATABASE_URL: string; RUNGS_PROGRAM?: string },
): Promise<RunningCommand> {
  const script = join(await compileServer(), 'scripts', `${name}.js`);
  const stdio = ['ignore', 'pipe', 'pipe'] as const;
  const child = spawn(process.execPath, [script, ...args], { env: { ...process.env, ...env }, stdio: [...stdio] });
  children.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr?.on('data', (chunk) => (stderr += String(chunk)));
  const ended = new Promise<CommandResult>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      children.delete(child);
      resolve({ code, signal, stdout, stderr });
    });
  });
  return { ended, kill: () => void child.kill('SIGKILL') };
}

/** Runs one to its end. */
export async function runCommand(...parameters: Parameters<typeof startCommand>): Promise<CommandResult> {
  return (await startCommand(...parameters)).ended;
}
