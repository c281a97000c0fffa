import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityManager, QueryRunner } from 'typeorm';
import { randomUnit, sleep } from '../clock';
import { InvariantError } from '../errors';
import { isRetryable, isUniqueViolation } from './database-errors';
import type { Database } from './open-database';
import { toSafeInt } from './values';

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
let unitsUnderWay = 0;
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

function runOnce<T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  // IMMEDIATE: the write lock is taken now, not at the first write, where another process could make it fail.
  const begin = database.dialect === 'mysql' ? 'START TRANSACTION' : 'BEGIN IMMEDIATE';
  return database.writers.run(() => onConnection(database, begin, work));
}

async function onConnection<T>(database: Database, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const runner = database.writer.createQueryRunner();
  const handle = openHandle(database, runner);
  try {
    await runner.query(begin);
    const result = await asUnit(() => work(handle.tx));
    await handle.commit();
    return result;
  } catch (error) {
    await rollBack(runner);
    throw error;
  } finally {
    handle.close();
    await runner.release();
  }
}

/** Runs work as a unit of its own, for `isInTransaction` and `lockRows` called in it. */
async function asUnit<T>(work: () => Promise<T>): Promise<T> {
  unitsUnderWay++;
  try {
    return await units.run({}, work);
  } finally {
    // While a storage is in use, Node follows every promise of the process, which costs requests that only read.
    if (--unitsUnderWay === 0) units.disable();
  }
}

interface Handle {
  tx: Tx;
  commit(): Promise<void>;
  /** From now on the handle refuses every statement. */
  close(): void;
}

/**
 * The handle that the work gets: the connection of the runner, as long as the transaction on it stands.
 *
 * When a database aborts a transaction (deadlock, lost certification, a full disk), it rolls back by itself, and the
 * statements that follow would each commit on their own. Work that swallowed the error must not get there: from then
 * on every statement, the COMMIT included, throws the same error. A statement that comes after the end, because an
 * `await` is missing, is refused too: on SQLite's one connection it would join whatever transaction is next.
 */
function openHandle(database: Database, runner: QueryRunner): Handle {
  let refusal: unknown;
  const query = async (...parameters: Parameters<QueryRunner['query']>): Promise<unknown> => {
    if (refusal) throw refusal;
    try {
      return await runner.query(...parameters);
    } catch (error) {
      if (isRetryable(error) || !(await isTransactionOpen(database, runner))) refusal ??= error;
      throw error;
    }
  };
  const own = Object.create(runner) as QueryRunner;
  // Active: tells TypeORM that a transaction is open, so that no repository call begins one of its own.
  // A transaction begun inside would commit this one on MySQL without a word.
  const startTransaction = async () => {
    throw new InvariantError('A Tx is a transaction already: do not begin another inside.');
  };
  Object.assign(own, { query, startTransaction, isTransactionActive: true });
  const tx = database.writer.createEntityManager(own) as Tx;
  Object.assign(own, { manager: tx });
  return {
    tx,
    async commit() {
      await query('COMMIT');
    },
    close() {
      refusal ??= new InvariantError('A statement came after the end of its transaction: an await is missing.');
    },
  };
}

/** SQLite tells it. A server's errors that end a transaction are known by their numbers. */
async function isTransactionOpen(database: Database, runner: QueryRunner): Promise<boolean> {
  return database.dialect === 'mysql' || ((await runner.connect()) as { inTransaction: boolean }).inTransaction;
}

async function rollBack(runner: QueryRunner): Promise<void> {
  try {
    await runner.query('ROLLBACK');
  } catch {
    // The first error is the one to tell. This connection may still hold the transaction: it must not serve again.
    await discardConnection(runner);
  }
}

async function discardConnection(runner: QueryRunner): Promise<void> {
  try {
    const connection = (await runner.connect()) as { destroy?(): void };
    connection.destroy?.();
  } catch {
    // There was no connection to begin with.
  }
}

/** The kinds of row that are locked, in the one global order (DOMAIN.md): a lock of a lower rank comes first. */
const lockRanks = { member: 2 } as const;

/**
 * Locks rows by writing to them (`seq = seq + 1`), all by one statement and lowest id first. A write locks on every
 * database, is seen by a cluster's certification, and numbers the changes. Returns the ids that exist, ascending. Throws
 * InvariantError when the transaction holds a lock that comes later in the global order: that would be a deadlock
 * waiting to happen.
 */
export async function lockRows(tx: Tx, kind: keyof typeof lockRanks, ids: number[]): Promise<number[]> {
  const unit = units.getStore();
  if (!unit) throw new InvariantError('lockRows was called outside inTransaction.');
  const asked = [...new Set(ids)].sort((a, b) => a - b);
  const [lowest, highest] = [asked[0], asked.at(-1)];
  if (lowest === undefined || highest === undefined) return [];
  const rank = lockRanks[kind];
  const last = unit.lastLock;
  if (last && (last.rank > rank || (last.rank === rank && last.id > lowest))) {
    throw new InvariantError(`Lock order: ${kind} ${lowest} after rank ${last.rank} id ${last.id}.`);
  }
  unit.lastLock = { rank, id: highest };
  // By the primary key in its order: a small table would otherwise be scanned, and every row of it locked.
  const isSqlite = tx.connection.options.type === 'better-sqlite3';
  const table = isSqlite ? kind : `${kind} FORCE INDEX (PRIMARY)`;
  const marks = asked.map(() => '?').join(', ');
  const statement = `UPDATE ${table} SET seq = seq + 1 WHERE id IN (${marks})`;
  const result = (await tx.queryRunner?.query(statement, asked, true)) as { affected?: number } | undefined;
  if (result?.affected === asked.length) return asked;
  const rows: { id: unknown }[] = await tx.query(`SELECT id FROM ${kind} WHERE id IN (${marks}) ORDER BY id`, asked);
  return rows.map(({ id }) => toSafeInt(id));
}
