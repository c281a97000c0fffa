import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

// Whatever a careless line passes along, these never reach the log as they are.
const SECRET_PATHS = ['authorization', 'accessToken', 'refreshToken', 'clientSecret', 'secret', 'sessionKey'];
const PERSONAL_PATHS = ['phone', 'openid', 'unionid', 'nickname', 'address'];

function everywhere(names: string[]): string[] {
  return names.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
}

/** Keeps just enough of a personal value to recognise it when one already knows it. */
function mask(value: unknown): string {
  const text = String(value);
  return text.length < 8 ? '****' : `${text.slice(0, 3)}****${text.slice(-4)}`;
}

/** What the log says of an error. Not all there is: errors of the database carry the values of the statement. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack } = error;
  // MySQL and MariaDB quote the value that is there already.
  const mask = (text: string | undefined) =>
    text?.replace(/Duplicate entry '.*' for key/g, "Duplicate entry '****' for key");
  return { type: name, message: mask(message), code: (error as { code?: unknown }).code, stack: mask(stack) };
}

/**
 * JSON lines on standard output (or the given stream). Secrets are dropped and personal data masked by field name,
 * up to two levels deep; free text is the caller's responsibility.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const paths = [...everywhere(SECRET_PATHS), ...everywhere(PERSONAL_PATHS)];
  const options = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: serializeError },
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths,
      censor: (value: unknown, path: string[]) =>
        PERSONAL_PATHS.includes(path.at(-1) ?? '') ? mask(value) : '[secret]',
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
