import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DataSource, type DataSourceOptions, type MixedList } from 'typeorm';
import type { DatabaseSettings } from '../config';
import { Mutex } from './mutex';

type Classes = MixedList<new (...args: never[]) => object>;

/** What the application's tables are; `app.ts` collects them from the modules. */
export interface DatabaseClasses {
  entities: Classes;
  migrations: Classes;
}

/**
 * An open database. Reads go to `reader`; writes only through `inTransaction`, which uses `writer`.
 * On MySQL and MariaDB both are one pool. On SQLite they are two connections to one file in WAL mode: TypeORM would
 * otherwise let a plain statement join somebody else's transaction, so the writer is used under a mutex and the
 * reader cannot write at all.
 */
export interface Database {
  readonly dialect: 'sqlite' | 'mysql';
  readonly writer: DataSource;
  readonly reader: DataSource;
  readonly writerMutex: Mutex;
  close(): Promise<void>;
}

/** Opens the database and, when asked, brings its tables up to date first. */
export async function openDatabase(
  settings: DatabaseSettings,
  classes: DatabaseClasses,
  options: { migrate: boolean; poolSize?: number },
): Promise<Database> {
  const database =
    settings.kind === 'sqlite'
      ? await openSqlite(settings.file, classes, options)
      : await openMysql(settings, classes, options);
  return database;
}

async function openSqlite(file: string, classes: DatabaseClasses, options: { migrate: boolean }): Promise<Database> {
  const path = resolve(file);
  mkdirSync(dirname(path), { recursive: true });
  const shared = { type: 'better-sqlite3', database: path, entities: classes.entities, synchronize: false } as const;
  // A busy wait blocks the event loop, so it is short; `inTransaction` retries without blocking.
  const busyTimeout = 'PRAGMA busy_timeout = 50';
  const writer = await new DataSource({
    ...shared,
    migrations: classes.migrations,
    migrationsTransactionMode: 'each',
    enableWAL: true,
    prepareDatabase: (connection: { exec(sql: string): void }) =>
      // FULL: a commit that was answered survives a power cut, as it does on the servers.
      connection.exec(`${busyTimeout}; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;`),
  } as DataSourceOptions).initialize();
  // The writer first: a read-only connection cannot create the file or its WAL index.
  if (options.migrate) await writer.runMigrations();
  const reader = await new DataSource({
    ...shared,
    readonly: true,
    prepareDatabase: (connection: { exec(sql: string): void }) => connection.exec(busyTimeout),
  } as DataSourceOptions).initialize();
  return {
    dialect: 'sqlite',
    writer,
    reader,
    writerMutex: new Mutex(),
    close: async () => {
      await reader.destroy();
      await writer.destroy();
    },
  };
}

/**
 * Every connection of the pool reads what is committed at each statement. At the servers' default, REPEATABLE READ, a
 * transaction that read before it waited for its lock goes on seeing the past.
 */
async function readCommitted(source: DataSource): Promise<void> {
  const statement = 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED';
  const { pool } = source.driver as unknown as { pool: MysqlPool };
  pool.on('connection', (connection) => connection.query(statement));
  // The connections that `initialize` has opened already.
  await new Promise<void>((resolve, reject) => {
    pool.getConnection((error, connection) => {
      if (error || !connection) return reject(error);
      connection.query(statement);
      connection.release();
      resolve();
    });
  });
}

/** The little that is used of mysql2's pool. */
interface MysqlPool {
  on(event: 'connection', listener: (connection: { query(sql: string): void }) => void): void;
  getConnection(
    callback: (error: unknown, connection?: { query(sql: string): void; release(): void }) => void,
  ): void;
}

/** Of several instances that start at once, one migrates and the others wait for it. */
async function migrateAlone(source: DataSource): Promise<void> {
  const runner = source.createQueryRunner();
  try {
    await runner.query("SELECT GET_LOCK('rungs-migrations', 60)");
    await source.runMigrations();
    await runner.query("SELECT RELEASE_LOCK('rungs-migrations')");
  } finally {
    await runner.release();
  }
}

async function openMysql(
  settings: Exclude<DatabaseSettings, { kind: 'sqlite' }>,
  classes: DatabaseClasses,
  options: { migrate: boolean; poolSize?: number },
): Promise<Database> {
  const source = await new DataSource({
    // The types differ in how they see JSON columns: "mysql" against MariaDB would drop them as a difference.
    type: settings.kind,
    host: settings.host,
    port: settings.port,
    username: settings.user,
    password: settings.password,
    database: settings.database,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    // 64-bit integers and sums arrive as numbers; columns stay below 2^53 by the house rule.
    supportBigNumbers: true,
    bigNumberStrings: false,
    entities: classes.entities,
    migrations: classes.migrations,
    migrationsTransactionMode: 'each',
    synchronize: false,
    poolSize: options.poolSize ?? 20,
  }).initialize();
  await readCommitted(source);
  if (options.migrate) await migrateAlone(source);
  return { dialect: 'mysql', writer: source, reader: source, writerMutex: new Mutex(), close: () => source.destroy() };
}
