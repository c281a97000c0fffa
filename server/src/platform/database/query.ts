import type { ObjectLiteral, QueryDeepPartialEntity } from 'typeorm';
import type { Database } from './open-database';
import type { Tx } from './unit-of-work';
import { toSafeInt } from './values';

/** A row as the driver gives it: convert each value with `platform/database/values`. */
export type RawRow = Record<string, unknown>;

/**
 * A hand-written SELECT, for the look-ups on the hot path where the repository's mapping would cost more than the
 * query. In `text`, `(:keys)` stands for the list of keys; `before` are the values of the `?` that stand before it.
 */
export async function selectByKeys(
  source: Database | Tx,
  text: string,
  keys: readonly (string | number)[],
  ...before: (string | number)[]
): Promise<RawRow[]> {
  if (keys.length === 0) return [];
  const runner = 'reader' in source ? source.reader : source;
  return runner.query(text.replace('(:keys)', `(${keys.map(() => '?').join(', ')})`), [...before, ...keys]);
}

/** A SELECT with the values of its `?`. */
export interface BoundSelect {
  text: string;
  values: SqlValue[];
}

// SQLite compounds at most 500; a page or a history each, they are large enough.
const MAX_SELECTS = 100;

/**
 * The rows of several SELECTs of the same columns, by one statement as far as their number allows. Only a SELECT with a
 * LIMIT may count on its own order, and for nothing but what the limit leaves: the rows come in any order.
 */
export async function selectEach(database: Database, selects: readonly BoundSelect[]): Promise<RawRow[][]> {
  const found = selects.map((): RawRow[] => []);
  for (let start = 0; start < selects.length; start += MAX_SELECTS) {
    const some = selects.slice(start, start + MAX_SELECTS);
    const parts = some.map(({ text }, index) => `SELECT ${start + index} AS nth, p.* FROM (${text}) AS p`);
    const values = some.flatMap((select) => select.values);
    const rows: RawRow[] = await database.reader.query(parts.join(' UNION ALL '), values);
    for (const row of rows) found[toSafeInt(row.nth)]?.push(row);
  }
  return found;
}

/**
 * Inserts one row and returns its `id`, which TypeORM gives as a string for 64-bit columns. The row must not have been
 * inserted before: this is a plain INSERT, and a violated unique index throws.
 */
export async function insertRow<T extends ObjectLiteral & { id: number }>(
  tx: Tx,
  entity: new () => T,
  values: Omit<T, 'id'>,
): Promise<number> {
  const result = await tx.insert(entity, values as unknown as QueryDeepPartialEntity<T>);
  return toSafeInt(result.identifiers[0]?.id);
}

/** A value that every driver binds alike; instants by `instantText`. */
export type SqlValue = string | number | null;

// SQLite binds at most 32,766 values in a statement.
const MAX_BOUND = 30_000;

/** Inserts many rows by as few statements as the number of bound values allows; a violated unique index throws. */
export async function insertRows(
  tx: Tx,
  table: string,
  columns: readonly string[],
  rows: readonly SqlValue[][],
): Promise<void> {
  await insertInParts(tx, table, columns, rows, '');
}

/**
 * Inserts rows by one statement and returns the `id` of each, in order. Ids of one statement are evenly spaced: SQLite
 * counts up one by one, InnoDB reserves them together when the number of rows is known, and a cluster's node takes
 * every n-th.
 */
export async function insertRowsForIds(
  tx: Tx,
  table: string,
  columns: readonly string[],
  rows: readonly SqlValue[][],
): Promise<number[]> {
  if (rows.length === 0) return [];
  const marks = `(${columns.map(() => '?').join(', ')})`;
  const statement = `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${rows.map(() => marks).join(', ')}`;
  if (tx.connection.options.type === 'better-sqlite3') {
    const made: RawRow[] = await tx.query(`${statement} RETURNING id`, rows.flat());
    return made.map(({ id }) => toSafeInt(id)).sort((a, b) => a - b);
  }
  const { insertId } = (await tx.query(statement, rows.flat())) as { insertId: unknown };
  const [spacing]: RawRow[] = await tx.query('SELECT @@auto_increment_increment AS step');
  const [first, step] = [toSafeInt(insertId), toSafeInt(spacing?.step)];
  return rows.map((_, index) => first + index * step);
}

/**
 * Inserts many rows; where a row with this `key` (a column or several) exists, its other columns take the new values. The rows must be locked
 * by the caller, and no key may come twice.
 */
export async function upsertRows(
  tx: Tx,
  table: string,
  key: string | readonly string[],
  columns: readonly string[],
  rows: readonly SqlValue[][],
): Promise<void> {
  const keys = typeof key === 'string' ? [key] : key;
  const others = columns.filter((column) => !keys.includes(column));
  const isSqlite = tx.connection.options.type === 'better-sqlite3';
  const taken = (column: string) => (isSqlite ? `${column} = excluded.${column}` : `${column} = VALUES(${column})`);
  const clause = isSqlite ? `ON CONFLICT (${keys.join(', ')}) DO UPDATE SET` : 'ON DUPLICATE KEY UPDATE';
  await insertInParts(tx, table, columns, rows, ` ${clause} ${others.map(taken).join(', ')}`);
}

async function insertInParts(
  tx: Tx,
  table: string,
  columns: readonly string[],
  rows: readonly SqlValue[][],
  clause: string,
): Promise<void> {
  const part = Math.floor(MAX_BOUND / columns.length);
  const marks = `(${columns.map(() => '?').join(', ')})`;
  for (let start = 0; start < rows.length; start += part) {
    const some = rows.slice(start, start + part);
    const values = some.map(() => marks).join(', ');
    await tx.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ${values}${clause}`, some.flat());
  }
}
