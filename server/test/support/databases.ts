import { randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
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
  open(options?: Partial<OpenOptions> & { durable?: boolean }, classes?: DatabaseClasses): Promise<Database>;
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
  const name = newName();
  return kind === 'SQLite' ? createSqlite(name) : createMariadb(name, collation);
}

/**
 * One with the tables of the application, for tests that do not look at how those come about: making them anew takes most
 * of the time of a short test. A SQLite file is a copy; a MariaDB database is one that this worker used before, emptied.
 */
export function createReadyDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  return kind === 'SQLite' ? copySqlite() : reuseMariadb();
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

const MEMORY = '/dev/shm';
const ROOM = 2 ** 30;

/** In memory where there is room: servers in processes of their own wait for the disk at each commit. */
function quickFolder(): string {
  if (!existsSync(MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize > ROOM ? MEMORY : tmpdir();
}

function createSqlite(name: string): TestDatabase & { file: string } {
  const folder = mkdtempSync(join(quickFolder(), `${name}-`));
  const file = join(folder, 'rungs.db');
  return { file, ...testDatabase(`file:${file}`, async () => rmSync(folder, { recursive: true, force: true })) };
}

async function copySqlite(): Promise<TestDatabase> {
  const original = join(runFolder(), 'migrated.db');
  const made = createSqlite(newName());
  if (existsSync(original)) copyFileSync(original, made.file);
  else {
    const database = await made.open();
    // Under a name of its own first: another worker may be making one, too.
    const own = join(runFolder(), `${newName()}.db`);
    await database.writer.query(`VACUUM INTO '${own}'`);
    renameSync(own, original);
  }
  return made;
}

/** The databases of this worker that the test file uses, by their numbers. */
const inUse = new Set<number>();

async function reuseMariadb(): Promise<TestDatabase> {
  let number = 1;
  while (inUse.has(number)) number += 1;
  inUse.add(number);
  const name = `${basename(runFolder()).replaceAll(/\W/g, '_')}_${process.env.JEST_WORKER_ID}_${number}`;
  const url = new URL(process.env.TEST_MARIADB_URL ?? '');
  url.pathname = `/${name}`;
  const made = testDatabase(url.href, async () => void inUse.delete(number));
  if (!(await emptyMariadb(url, name))) {
    await administer(url, `DROP DATABASE IF EXISTS ${name}`);
    await administer(url, `CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    await rememberBeginning(await made.open(), name);
  }
  return made;
}

/** What a database holds after it was migrated. */
interface Beginning {
  migrations: number;
  tables: string[];
  rows: Record<string, Record<string, string | number | null>[]>;
}

const beginningOf = (name: string) => join(runFolder(), `${name}.json`);

async function rememberBeginning({ writer }: Database, name: string): Promise<void> {
  const tables = (await tablesOf((text) => writer.query(text))).map((table) => table.name);
  const rows: Beginning['rows'] = {};
  for (const table of tables.filter((one) => one !== 'migrations')) {
    const held: Beginning['rows'][string] = await writer.query(`SELECT * FROM ${table}`);
    if (held.length > 0) rows[table] = held;
  }
  const migrations = await countMigrations((text) => writer.query(text));
  writeFileSync(beginningOf(name), JSON.stringify({ migrations, tables, rows } satisfies Beginning));
}

async function countMigrations(query: (text: string) => Promise<unknown>): Promise<number> {
  const [row] = (await query('SELECT COUNT(*) AS n FROM migrations')) as { n: number }[];
  return Number(row?.n);
}

const tablesOf = (query: (text: string) => Promise<unknown>) =>
  query(
    `SELECT table_name AS name, auto_increment AS next FROM information_schema.tables
      WHERE table_schema = DATABASE() ORDER BY table_name`,
  ) as Promise<{ name: string; next: number | null }[]>;

/** Makes a database as it was after it was migrated; false: there is none, or a test has changed its tables. */
async function emptyMariadb({ hostname: host, port, username: user, password }: URL, name: string): Promise<boolean> {
  if (!existsSync(beginningOf(name))) return false;
  const { migrations, tables, rows } = JSON.parse(readFileSync(beginningOf(name), 'utf8')) as Beginning;
  const connection = await createConnection({ host, port: Number(port), user, password, database: name });
  const query = async (text: string) => (await connection.query(text))[0] as never;
  try {
    const found = await tablesOf(query);
    if (found.map((table) => table.name).join() !== tables.join()) return false;
    if ((await countMigrations(query)) !== migrations) return false;
    const some = tables
      .filter((table) => table !== 'migrations')
      .map((table) => `(SELECT '${table}' AS name FROM ${table} LIMIT 1)`);
    const filled: { name: string }[] = await query(some.join(' UNION ALL '));
    for (const table of filled) await query(`DELETE FROM ${table.name}`);
    for (const table of found) {
      if ((table.next ?? 1) > 1 && table.name !== 'migrations')
        await query(`ALTER TABLE ${table.name} AUTO_INCREMENT = 1`);
    }
    for (const [table, held] of Object.entries(rows))
      for (const row of held) await connection.query(`INSERT INTO ${table} SET ?`, row);
    return true;
  } finally {
    await connection.end();
  }
}

/** The folder of this run of the tests, made before it: see scripts/lib/jest-databases-setup.mjs. */
function runFolder(): string {
  const { TEST_RUN_FOLDER: folder } = process.env;
  if (!folder) throw new Error('The folder of the run is missing: run the tests by `npm test`.');
  return folder;
}

const newName = () => `rungs_test_${randomBytes(6).toString('hex')}`;

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
    async open({ durable, ...options } = {}, classes = databaseClasses) {
      const database = await openDatabase(settings, classes, { migrate: true, ...options });
      // Nothing here outlives a power cut, so no commit waits for the disk.
      if (settings.kind === 'sqlite' && !durable) await database.writer.query('PRAGMA synchronous = OFF');
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
