import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DataSource, type DataSourceOptions, type MixedList } from 'typeorm';
import { randomUnit, sleep } from '../clock';
import type { DatabaseSettings } from '../config';
import { ConfigurationError } from '../errors';
import { isRetryable, openingErrorOf } from './database-errors';
import { Mutex, OpenGate, type WriterGate } from './writer-gate';

type Classes = MixedList<new (...args: never[]) => object>;

/** What the application's tables are; `app.ts` collects them from the modules. */
export interface DatabaseClasses {
  entities: Classes;
  migrations: Classes;
}

/**
 * An open database. Reads go to `reader`; writes only through `inTransaction`, which uses `writer`.
 * On MySQL and MariaDB both are one pool. On SQLite they are two connections to one file in WAL mode: TypeORM would
 * otherwise let a plain statement join somebody else's transaction, so the writer is used by one at a time and the
 * reader cannot write at all.
 */
export interface Database {
  readonly dialect: 'sqlite' | 'mysql';
  readonly writer: DataSource;
  readonly reader: DataSource;
  /** Every transaction passes through it: one at a time on SQLite. */
  readonly writers: WriterGate;
  /** Waits for the transactions under way and closes the connections. */
  close(): Promise<void>;
}

/** Whether to bring the tables up to date first, and how many connections to open to a server at most. */
export interface OpenOptions {
  migrate: boolean;
  poolSize?: number;
}

/**
 * Opens the database and, when asked, brings its tables up to date first; several instances may do so at once. Throws
 * ConfigurationError when it cannot be opened, or when its tables are out of date and it was not asked to mend that.
 */
export async function openDatabase(
  settings: DatabaseSettings,
  classes: DatabaseClasses,
  options: OpenOptions,
): Promise<Database> {
  try {
    return settings.kind === 'sqlite'
      ? await openSqlite(settings.file, classes, options)
      : await openMysql(settings, classes, options);
  } catch (error) {
    throw openingErrorOf(error, settings);
  }
}

/** Brings the tables up to date, or makes sure that they are. */
async function prepareTables(source: DataSource, options: OpenOptions, migrate: () => Promise<void>): Promise<void> {
  if (options.migrate) return migrate();
  if (await source.showMigrations()) {
    throw new ConfigurationError(
      'DATABASE_URL names a database whose tables are not up to date: run npm run migrate, then start again.',
    );
  }
}

async function openSqlite(file: string, classes: DatabaseClasses, options: OpenOptions): Promise<Database> {
  const path = resolve(file);
  mkdirSync(dirname(path), { recursive: true });
  const shared = {
    type: 'better-sqlite3',
    database: path,
    entities: classes.entities,
    synchronize: false,
    // A busy wait blocks the event loop, so it is short; `inTransaction` retries without blocking.
    timeout: 50,
  } as const;
  // Like MySQL with our collation, which tells upper case from lower.
  const likeMysql = 'PRAGMA case_sensitive_like = ON';
  const writer = new DataSource({
    ...shared,
    migrations: classes.migrations,
    enableWAL: true,
    prepareDatabase: (connection: { exec(sql: string): void }) =>
      // FULL: a commit that was answered survives a power cut, as it does on the servers.
      connection.exec(`PRAGMA synchronous = FULL; ${likeMysql}`),
  } as DataSourceOptions);
  // The writer first: a read-only connection cannot create the file or its WAL index.
  await whileBusy(() => writer.initialize());
  const reader = new DataSource({
    ...shared,
    readonly: true,
    prepareDatabase: (connection: { exec(sql: string): void }) => connection.exec(likeMysql),
  } as DataSourceOptions);
  try {
    await prepareTables(writer, options, () => whileBusy(() => migrateSqlite(writer)));
    await whileBusy(() => reader.initialize());
  } catch (error) {
    await writer.destroy();
    throw error;
  }
  const writers = new Mutex();
  return {
    dialect: 'sqlite',
    writer,
    reader,
    writers,
    close: async () => {
      await writers.idle();
      await reader.destroy();
      await writer.destroy();
    },
  };
}

/** All migrations or none. The lock is taken before looking what is missing, so that another process cannot run them too. */
async function migrateSqlite(writer: DataSource): Promise<void> {
  await writer.query('BEGIN IMMEDIATE');
  try {
    await writer.runMigrations({ transaction: 'none' });
    await writer.query('COMMIT');
  } catch (error) {
    await writer.query('ROLLBACK');
    throw error;
  }
}

const BUSY_ATTEMPTS = 600;

/** For the start, when another process may be starting on the same file: up to a minute. */
async function whileBusy<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isRetryable(error) || attempt === BUSY_ATTEMPTS) throw error;
      await sleep(50 + 100 * randomUnit());
    }
  }
}

/**
 * Every connection of the pool reads what is committed at each statement. At the servers' default, REPEATABLE READ, a
 * transaction that read before it waited for its lock goes on seeing the past.
 */
async function readCommitted(source: DataSource): Promise<void> {
  const statement = 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED';
  const { pool } = source.driver as unknown as { pool: MysqlPool };
  // Sent before anything else on that connection. One that refuses it must not serve.
  pool.on('connection', (connection) => connection.query(statement, (error) => error && connection.destroy()));
  // The one connection that `initialize` has opened already.
  const connection = await new Promise<PooledConnection>((resolve, reject) => {
    pool.getConnection((error, opened) => (opened ? resolve(opened) : reject(error)));
  });
  try {
    await new Promise<void>((resolve, reject) => {
      connection.query(statement, (error) => (error ? reject(error) : resolve()));
    });
  } finally {
    connection.release();
  }
}

/** The little that is used of mysql2's pool, which TypeORM keeps to itself. */
interface MysqlPool {
  on(event: 'connection', listener: (connection: PooledConnection) => void): void;
  getConnection(callback: (error: unknown, connection?: PooledConnection) => void): void;
}

interface PooledConnection {
  query(sql: string, callback: (error: unknown) => void): void;
  release(): void;
  destroy(): void;
}

const MIGRATION_WAIT_SECONDS = 60;

/** Of several instances that start at once, one migrates and the others wait for it. */
async function migrateAlone(source: DataSource): Promise<void> {
  const runner = source.createQueryRunner();
  // Locks are the server's, so each database has its own; a name has at most 64 characters.
  const name = "CONCAT('rungs-', MD5(DATABASE()))";
  try {
    const [row] = await runner.query(`SELECT GET_LOCK(${name}, ${MIGRATION_WAIT_SECONDS}) AS granted`);
    if (Number(row?.granted) !== 1) {
      throw new ConfigurationError(
        `Another instance has been migrating the database of DATABASE_URL for ${MIGRATION_WAIT_SECONDS} s: wait for it.`,
      );
    }
    try {
      await source.runMigrations({ transaction: 'each' });
    } finally {
      await runner.query(`SELECT RELEASE_LOCK(${name})`);
    }
  } finally {
    await runner.release();
  }
}

async function openMysql(
  settings: Exclude<DatabaseSettings, { kind: 'sqlite' }>,
  classes: DatabaseClasses,
  options: OpenOptions,
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
    synchronize: false,
    // Migrating takes two connections: one holds the lock.
    poolSize: Math.max(2, options.poolSize ?? 20),
  }).initialize();
  try {
    await readCommitted(source);
    await prepareTables(source, options, () => migrateAlone(source));
  } catch (error) {
    await source.destroy();
    throw error;
  }
  const writers = new OpenGate();
  return {
    dialect: 'mysql',
    writer: source,
    reader: source,
    writers,
    close: async () => {
      await writers.idle();
      await source.destroy();
    },
  };
}
