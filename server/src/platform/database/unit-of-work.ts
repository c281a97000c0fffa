import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityManager, QueryRunner } from 'typeorm';
import { randomUnit, sleep } from '../clock';
import { InvariantError } from '../errors';
import { isRetryable, isUniqueViolation } from './database-errors';
import type { Database } from './open-database';

declare const transactionBrand: unique symbol;

/**
 * The handle of an open transaction. A function that writes takes one, so that calling it outside a transaction does
 * not compile: only `inTransaction` makes a `Tx`.
 */
export type Tx = EntityManager & { readonly [transactionBrand]: true };

interface Unit {
  /** The last lock taken, to hold every transaction to the one global order. */
  lastLock?: { rank: number; id: number };
}

const units = new AsyncLocalStorage<Unit>();
const MAX_ATTEMPTS = 5;

/** How often transactions ran again, for the metrics and the tests: told by the reason's error code. */
export type RetryListener = (code: string) => void;
const retryListeners = new WeakMap<Database, RetryListener>();

/** Calls back whenever a transaction of this database is run again. */
export function onRetry(database: Database, listener: RetryListener): void {
  retryListeners.set(database, listener);
}

/**
 * The only way to write. Runs `work` in a transaction and commits; when `work` throws, nothing was written.
 *
 * On a deadlock, lock time-out, failed certification or busy file the whole closure runs again in a fresh transaction,
 * at most 5 times with jitter. Therefore: no network call, clock or randomness inside, and nothing outside may depend
 * on what happened in it before it returns. With `retryUniqueViolation` a violated unique index is retried too: for
 * "find or insert", where the second run finds what somebody else has just inserted.
 *
 * The first statement must be the lock (see `lockRows`). Does not nest: pass the `Tx` on instead.
 */
export async function inTransaction<T>(
  database: Database,
  work: (tx: Tx) => Promise<T>,
  options: { retryUniqueViolation?: boolean } = {},
): Promise<T> {
  if (isInTransaction()) throw new InvariantError('inTransaction does not nest: pass the Tx to the function instead.');
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(database, work);
    } catch (error) {
      const retry = isRetryable(error) || (options.retryUniqueViolation === true && isUniqueViolation(error));
      if (!retry || attempt === MAX_ATTEMPTS) throw error;
      retryListeners.get(database)?.(String((error as { code?: unknown }).code));
      await sleep(2 ** attempt * 5 * (0.5 + randomUnit()));
    }
  }
}

/** Whether the caller runs inside `inTransaction`: loaders refuse there, because they read outside of it. */
export function isInTransaction(): boolean {
  return units.getStore() !== undefined;
}

async function runOnce<T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (database.dialect === 'mysql') return onConnection(database, 'START TRANSACTION', work);
  // IMMEDIATE: the write lock is taken now, not at the first write, where another process could make it fail.
  return database.writerMutex.run(() => onConnection(database, 'BEGIN IMMEDIATE', work));
}

async function onConnection<T>(database: Database, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const runner = database.writer.createQueryRunner();
  if (database.dialect === 'mysql') refuseAfterAbort(runner);
  try {
    await runner.query(begin);
    // Tells TypeORM that a transaction is open, so that no repository call begins one of its own.
    setTransactionActive(runner, true);
    const result = await units.run({}, () => work(runner.manager as Tx));
    await runner.query('COMMIT');
    return result;
  } catch (error) {
    await rollBack(runner);
    throw error;
  } finally {
    setTransactionActive(runner, false);
    await runner.release();
  }
}

/** TypeORM declares it read-only, because its own `startTransaction` sets it; that one cannot BEGIN IMMEDIATE. */
function setTransactionActive(runner: QueryRunner, active: boolean): void {
  (runner as { isTransactionActive: boolean }).isTransactionActive = active;
}

/**
 * When a server aborts a transaction (deadlock, lost certification), it rolls back by itself, and the statements that
 * follow would each commit on their own. Work that swallowed the error must not get there: from then on every
 * statement of this transaction, its COMMIT included, throws the same error.
 */
function refuseAfterAbort(runner: QueryRunner): void {
  const send = runner.query.bind(runner) as (...parameters: unknown[]) => Promise<unknown>;
  let abort: unknown;
  const query = async (...parameters: unknown[]) => {
    if (abort && parameters[0] !== 'ROLLBACK') throw abort;
    try {
      return await send(...parameters);
    } catch (error) {
      if (isRetryable(error)) abort = error;
      throw error;
    }
  };
  runner.query = query as typeof runner.query;
}

async function rollBack(runner: QueryRunner): Promise<void> {
  try {
    await runner.query('ROLLBACK');
  } catch {
    // The first error is the one to tell. This connection may still hold the transaction: it must not serve again.
    const connection = (await runner.connect()) as { destroy?(): void };
    connection.destroy?.();
  }
}

/** The kinds of row that are locked, in the one global order (DOMAIN.md): a lock of a lower rank comes first. */
const lockRanks = { member: 2 } as const;

/**
 * Locks rows by writing to them (`seq = seq + 1`), lowest id first. A write locks on every database, is seen by a
 * cluster's certification, and numbers the journal. Returns the ids that exist. Throws InvariantError when the
 * transaction holds a lock that comes later in the global order: that would be a deadlock waiting to happen.
 */
export async function lockRows(tx: Tx, kind: keyof typeof lockRanks, ids: number[]): Promise<number[]> {
  const unit = units.getStore();
  if (!unit) throw new InvariantError('lockRows was called outside inTransaction.');
  const found: number[] = [];
  for (const id of [...new Set(ids)].sort((a, b) => a - b)) {
    const rank = lockRanks[kind];
    const last = unit.lastLock;
    if (last && (last.rank > rank || (last.rank === rank && last.id > id))) {
      throw new InvariantError(`Lock order: ${kind} ${id} after rank ${last.rank} id ${last.id}.`);
    }
    unit.lastLock = { rank, id };
    const result = await tx.createQueryBuilder().update(kind).set({ seq: () => 'seq + 1' }).where({ id }).execute();
    if (result.affected) found.push(id);
  }
  return found;
}
