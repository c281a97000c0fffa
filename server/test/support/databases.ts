import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { type Connection, createConnection } from 'mysql2/promise';
import { databaseClasses } from '../../src/database-classes';
import { type DatabaseSettings, parseDatabaseUrl } from '../../src/platform/config';
import {
  type Database,
  type DatabaseClasses,
  type OpenOptions,
  openDatabase,
} from '../../src/platform/database/open-database';
import { AccountRow, createAccounts } from './accounts';

/** An empty database of its own for one test file, with the tables of the application. */
export interface TestDatabase {
  settings: DatabaseSettings;
  /** As `DATABASE_URL`, for a server in its own process. */
  url: string;
  /** Opens it, migrated unless told otherwise; every call has its own connections, like another instance. */
  open(options?: Partial<OpenOptions>, classes?: DatabaseClasses): Promise<Database>;
  /** Closes what was opened and removes it. */
  drop(): Promise<void>;
}

export type DatabaseKind = 'SQLite' | 'MariaDB';

/** The kinds of database at hand: SQLite always, MariaDB when a server is there. */
export const databaseKinds: DatabaseKind[] = process.env.TEST_MARIADB_URL ? ['SQLite', 'MariaDB'] : ['SQLite'];

/** Runs the same tests on every database at hand. */
export function describeOnEachDatabase(title: string, tests: (kind: DatabaseKind) => void): void {
  describe.each(databaseKinds)(`${title} (%s)`, (kind) => tests(kind));
}

/** Makes an empty database; its tables come with the first `open`. The collation is that of a MariaDB database. */
export async function createTestDatabase(kind: DatabaseKind, collation = 'utf8mb4_bin'): Promise<TestDatabase> {
  const name = `rungs_test_${randomBytes(6).toString('hex')}`;
  return kind === 'SQLite' ? createSqlite(name) : createMariadb(name, collation);
}

/** One that has the table of `accounts.ts` besides the application's. */
export async function createDatabaseWithAccounts(kind: DatabaseKind): Promise<TestDatabase> {
  const made = await createTestDatabase(kind);
  return {
    ...made,
    async open(options) {
      const { entities, migrations } = databaseClasses;
      const database = await made.open(options, { entities: [...(entities as []), AccountRow], migrations });
      await createAccounts(database);
      return database;
    },
  };
}

/** A connection of its own to a test database, like that of another program: MariaDB. */
export function connectRaw(testDatabase: TestDatabase): Promise<Connection> {
  const { settings } = testDatabase;
  if (settings.kind === 'sqlite') throw new Error('Only for MariaDB.');
  const { host, port, user, password, database } = settings;
  return createConnection({ host, port, user, password, database });
}

/** A connection of its own to a test database, like that of another program: SQLite. */
export function openRaw(testDatabase: TestDatabase): BetterSqlite3.Database {
  const { settings } = testDatabase;
  if (settings.kind !== 'sqlite') throw new Error('Only for SQLite.');
  return new BetterSqlite3(settings.file, { timeout: 50 });
}

function createSqlite(name: string): TestDatabase {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const url = `file:${join(folder, 'rungs.db')}`;
  return testDatabase(url, async () => rmSync(folder, { recursive: true, force: true }));
}

async function createMariadb(name: string, collation: string): Promise<TestDatabase> {
  const server = new URL(process.env.TEST_MARIADB_URL ?? '');
  await administer(server, `CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE ${collation}`);
  server.pathname = `/${name}`;
  return testDatabase(server.href, () => administer(server, `DROP DATABASE ${name}`));
}

async function administer(server: URL, statement: string): Promise<void> {
  const { hostname: host, port, username: user, password } = server;
  const connection = await createConnection({ host, port: Number(port), user, password });
  await connection.query(statement);
  await connection.end();
}

function testDatabase(url: string, remove: () => Promise<void>): TestDatabase {
  const opened: Database[] = [];
  const settings = parseDatabaseUrl(url);
  return {
    settings,
    url,
    async open(options, classes = databaseClasses) {
      const database = await openDatabase(settings, classes, { migrate: true, ...options });
      opened.push(database);
      return database;
    },
    async drop() {
      // A test may have closed it, to see what happens then.
      for (const database of opened) if (database.writer.isInitialized) await database.close();
      await remove();
    },
  };
}
