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
