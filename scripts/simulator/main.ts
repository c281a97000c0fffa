import { buildSimulator } from './app';
import { readPaySettings } from './pay/settings';

const DEFAULT_PORT = 4001;

/** The port of `SIMULATOR_PORT`. @throws Error with a sentence for the operator */
function portFrom(value: string | undefined): number {
  if (value === undefined || value === '') return DEFAULT_PORT;
  const port = Number(value);
  if (!/^\d{1,5}$/.test(value) || port < 1 || port > 65535) {
    throw new Error(`SIMULATOR_PORT must be a number from 1 to 65535, not "${value}".`);
  }
  return port;
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

async function main(): Promise<void> {
  const port = portFrom(process.env.SIMULATOR_PORT);
  const log = process.env.SIMULATOR_LOG === '1' ? (line: string) => console.log(line) : () => undefined;
  const payFolder = process.env.SIMULATOR_PAY_DIR;
  const app = buildSimulator({ log, ...(payFolder ? readPaySettings(payFolder, process.env.SIMULATOR_PUSH_URL) : {}) });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void app.close());
  }
  try {
    // Loopback alone: anyone who reaches the simulator can be anybody.
    await app.listen({ host: '127.0.0.1', port });
  } catch (error) {
    if (!isPortTaken(error)) throw error;
    throw new Error(`Port ${port} is taken: stop what uses it or set SIMULATOR_PORT to a free one.`);
  }
  console.log(`WeChat simulator: http://127.0.0.1:${port}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
