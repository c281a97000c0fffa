import type { DatabaseSettings } from '../config';
import { ConfigurationError } from '../errors';

interface DriverError {
  code?: unknown;
  errno?: unknown;
  driverError?: DriverError;
}

function driverErrorOf(error: unknown): DriverError {
  const outer = (typeof error === 'object' && error !== null ? error : {}) as DriverError;
  return outer.driverError ?? outer;
}

// 1213 deadlock or lost certification · 1205 lock time-out · 1047 the node has no quorum.
const RETRYABLE_ERRNO = new Set<unknown>([1213, 1205, 1047]);

/** Whether the same transaction, run again, may well succeed. */
export function isRetryable(error: unknown): boolean {
  const { code, errno } = driverErrorOf(error);
  return RETRYABLE_ERRNO.has(errno) || (typeof code === 'string' && code.startsWith('SQLITE_BUSY'));
}

/** Whether a unique index refused the row. */
export function isUniqueViolation(error: unknown): boolean {
  const { code, errno } = driverErrorOf(error);
  return errno === 1062 || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
}

/** Why a database cannot be opened, for the operator; every other error stays what it is. */
export function openingErrorOf(error: unknown, settings: DatabaseSettings): unknown {
  if (error instanceof ConfigurationError) return error;
  const { code } = driverErrorOf(error);
  if (typeof code !== 'string') return error;
  const problem = settings.kind === 'sqlite' ? sqliteProblem(code, settings.file) : serverProblem(code, settings);
  return problem ? new ConfigurationError(`DATABASE_URL ${problem}`) : error;
}

function sqliteProblem(code: string, file: string): string | undefined {
  if (code === 'SQLITE_NOTADB') return `names ${file}, which is not an SQLite database: name another file.`;
  const cannotOpen = /^(SQLITE_(CANTOPEN|READONLY|PERM)|(EACCES|EPERM|EROFS|ENOENT|ENOTDIR|EEXIST)$)/.test(code);
  return cannotOpen ? `names ${file}, which cannot be written (${code}): name a file in a folder that can.` : undefined;
}

function serverProblem(code: string, settings: Exclude<DatabaseSettings, { kind: 'sqlite' }>): string | undefined {
  const { host, port, user, database } = settings;
  switch (code) {
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'EHOSTUNREACH':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ETIMEDOUT':
    case 'PROTOCOL_CONNECTION_LOST':
      return `names ${host}:${port}, where no database answers (${code}): start it, or correct the address.`;
    case 'ER_ACCESS_DENIED_ERROR':
      return `names user "${user}", whom ${host}:${port} does not let in: correct the user or the password.`;
    case 'ER_DBACCESS_DENIED_ERROR':
      return `names database "${database}", which user "${user}" may not use: grant it, or name another.`;
    case 'ER_BAD_DB_ERROR':
      return `names database "${database}", which does not exist at ${host}:${port}: create it, or name another.`;
    default:
      return undefined;
  }
}
