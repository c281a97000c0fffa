import BetterSqlite3 from 'better-sqlite3';
import { createPool } from 'mysql2/promise';
import { parseDatabaseUrl } from '../../server/src/platform/config';

const CLIENTS = 32;

/** Runs a SELECT; `(:keys)` in the text stands for the list of keys. */
export type SelectRows = (text: string, keys: readonly (string | number)[]) => Promise<Record<string, unknown>[]>;

/** SELECTs by the driver alone, as somebody writes them who uses no library above it: a connection for each client. */
export function openRows(url: string): SelectRows {
  const settings = parseDatabaseUrl(url);
  const withMarks = (text: string, count: number) => text.replace('(:keys)', `(${Array(count).fill('?').join(', ')})`);
  if (settings.kind === 'sqlite') {
    const connection = new BetterSqlite3(settings.file, { readonly: true });
    return async (text, keys) =>
      connection.prepare(withMarks(text, keys.length)).all(...keys) as Record<string, unknown>[];
  }
  const { host, port, user, password, database } = settings;
  const pool = createPool({ host, port, user, password, database, connectionLimit: CLIENTS, timezone: 'Z' });
  return async (text, keys) => {
    const [rows] = await pool.query(withMarks(text, keys.length), [...keys]);
    return rows as Record<string, unknown>[];
  };
}
