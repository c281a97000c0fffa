import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseClasses } from '../../src/database-classes';
import { AddressRow } from '../../src/modules/addresses/addresses.entities';
import {
  JournalRow,
  LedgerEntryRow,
  MemberArchiveRow,
  MemberStateRow,
  OutboxRow,
} from '../../src/modules/journal/journal.entities';
import { CategoryRow, ProductRow, SkuRow } from '../../src/modules/mall/mall.entities';
import { NotificationRow } from '../../src/modules/notifications/notifications.entities';
import { OperationRow } from '../../src/modules/operations/operations.entities';
import { OrderRow } from '../../src/modules/orders/orders.entities';
import { BillRow, PaymentRow } from '../../src/modules/payments/payments.entities';
import { ProgramVersionRow } from '../../src/modules/programs/programs.entities';
import { SimulationRow } from '../../src/modules/simulation/simulation.entities';
import { parseDatabaseUrl } from '../../src/platform/config';
import type { Database } from '../../src/platform/database/open-database';
import { openDatabase } from '../../src/platform/database/open-database';
import { ConfigurationError } from '../../src/platform/errors';
import {
  connectRaw,
  createTestDatabase,
  databaseKinds,
  describeOnEachDatabase,
  openRaw,
  type TestDatabase,
} from '../support/databases';
import { addMember, countOf, nicknames } from '../support/rows';
import { until } from '../support/until';

// Servers and processes take longer than the default on a busy machine.
jest.setTimeout(60_000);

const longTexts = [
  [ProgramVersionRow, 'source'],
  [MemberStateRow, 'state'],
  [MemberArchiveRow, 'value'],
  [OutboxRow, 'effect'],
  [NotificationRow, 'data'],
  [JournalRow, 'input'],
  [LedgerEntryRow, 'trace'],
  [SimulationRow, 'source'],
  [SimulationRow, 'diff'],
  [SimulationRow, 'result'],
  [AddressRow, 'details'],
  [CategoryRow, 'name'],
  ...(['name', 'description', 'attributes', 'images', 'gate', 'limits', 'fulfilment'] as const).map(
    (column) => [ProductRow, column] as const,
  ),
  [SkuRow, 'attributes'],
  [OperationRow, 'details'],
  [OrderRow, 'item'],
  [OrderRow, 'recipient'],
  [PaymentRow, 'handle'],
  [BillRow, 'differences'],
] as const;

describeOnEachDatabase('migrations', (kind) => {
  let testDatabase: TestDatabase;
  beforeEach(async () => {
    testDatabase = await createTestDatabase(kind);
  });
  afterEach(() => testDatabase.drop());

  const tablesOf = async (database: Database): Promise<string[]> => {
    const rows: { name: string }[] = await database.writer.query(
      kind === 'SQLite'
        ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        : 'SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()',
    );
    return rows.map(({ name }) => name).sort();
  };

  it('lead to the tables of the entities, with no difference', async () => {
    const { writer } = await testDatabase.open();
    if (kind === 'SQLite') {
      // The one known difference: only INTEGER counts up by itself there, and holds 64 bits; entities say bigint.
      const rowIds = writer.entityMetadatas.flatMap((entity) => entity.generatedColumns);
      for (const column of rowIds) column.type = 'integer';
    } else {
      // And the one there: SQLite does not know mediumtext, so the entities say text.
      for (const [entity, property] of longTexts) {
        const column = writer.getMetadata(entity).findColumnWithPropertyName(property);
        if (column) column.type = 'mediumtext';
      }
    }
    const { upQueries } = await writer.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('do nothing the second time, and keep what is there', async () => {
    const database = await testDatabase.open();
    await addMember(database, 'stays');
    expect(await database.writer.runMigrations()).toEqual([]);
    expect(await nicknames(await testDatabase.open())).toEqual(['stays']);
  });

  it('can be taken back one by one, down to nothing, and made again', async () => {
    const database = await testDatabase.open();
    const all = await tablesOf(database);
    expect(all.length).toBeGreaterThan(8);
    for (const _ of databaseClasses.migrations as unknown[]) await database.writer.undoLastMigration();
    expect(await tablesOf(database)).toEqual(['migrations']);
    await database.writer.runMigrations();
    expect(await tablesOf(database)).toEqual(all);
  });

  it('run once when several instances start at the same moment', async () => {
    const [first] = await Promise.all([1, 2, 3].map(() => testDatabase.open()));
    const count = await countOf(first as Database, 'SELECT COUNT(*) AS n FROM migrations');
    expect(count).toBe((databaseClasses.migrations as unknown[]).length);
  });

  it('that are missing end the start with one sentence, and change nothing', async () => {
    await expect(testDatabase.open({ migrate: false })).rejects.toThrow(
      new ConfigurationError(
        'DATABASE_URL names a database whose tables are not up to date: run npm run migrate, then start again.',
      ),
    );
    await testDatabase.open();
    await expect(testDatabase.open({ migrate: false })).resolves.toBeDefined();
  });

  it('that fail leave no lock behind, and no open connection', async () => {
    class Broken1999999999999 {
      name = 'Broken1999999999999';
      up = () => Promise.reject(new Error('it is broken'));
      down = () => Promise.resolve();
    }
    const told = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    const migrations = [...(databaseClasses.migrations as never[]), Broken1999999999999];
    const attempt = openDatabase(testDatabase.settings, { ...databaseClasses, migrations }, { migrate: true });
    await expect(attempt).rejects.toThrow('it is broken');
    expect(told).toHaveBeenCalled();
    await addMember(await testDatabase.open(), 'later');
    if (kind === 'SQLite') return;
    const admin = await connectRaw(testDatabase);
    const [[lock]] = (await admin.query(
      "SELECT IS_USED_LOCK(CONCAT('rungs-', MD5(DATABASE()))) AS holder",
    )) as unknown as [unknown[]];
    expect(lock).toEqual({ holder: null });
    await admin.end();
  });
});

describe('migrating an SQLite file', () => {
  it('waits for another process that is writing to it', async () => {
    const testDatabase = await createTestDatabase('SQLite');
    const other = openRaw(testDatabase);
    other.exec('PRAGMA journal_mode = WAL; CREATE TABLE of_another (id INTEGER); BEGIN IMMEDIATE;');
    // The event loop is free while the start waits, or this would never be reached.
    setTimeout(() => other.exec('COMMIT'), 200);
    const database = await testDatabase.open();
    expect(other.inTransaction).toBe(false);
    expect(await nicknames(database)).toEqual([]);
    other.close();
    await testDatabase.drop();
  });
});

describe('opening', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rungs-opening-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const open = (url: string) => openDatabase(parseDatabaseUrl(url), databaseClasses, { migrate: true });

  it('explains a file that cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '');
    const cases = [`file:${folder}`, `file:${join(folder, 'file', 'rungs.db')}`];
    for (const url of cases) {
      const error = await open(url).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ConfigurationError);
      const file = url.slice('file:'.length);
      expect(String(error)).toContain(`DATABASE_URL names ${file}, which cannot be written`);
      expect(String(error)).toContain('name a file in a folder that can');
    }
  });

  it('explains a file that is something else', async () => {
    const file = join(folder, 'letter.txt');
    writeFileSync(file, 'Dear reader, this is not a database. '.repeat(100));
    await expect(open(`file:${file}`)).rejects.toThrow(
      new ConfigurationError(`DATABASE_URL names ${file}, which is not an SQLite database: name another file.`),
    );
  });

  it('explains a server that is not there', async () => {
    await expect(open('mariadb://rungs:secret@127.0.0.1:1/rungs')).rejects.toThrow(
      new ConfigurationError(
        'DATABASE_URL names 127.0.0.1:1, where no database answers (ECONNREFUSED): start it, or correct the address.',
      ),
    );
  });

  if (databaseKinds.includes('MariaDB')) {
    const server = new URL(process.env.TEST_MARIADB_URL ?? '');
    const urlWith = (change: Partial<Pick<URL, 'username' | 'password' | 'pathname'>>) =>
      Object.assign(new URL(server), { pathname: '/rungs' }, change).href;

    it('explains a wrong password without repeating it', async () => {
      const error = await open(urlWith({ username: 'stranger', password: 'hush-hush' })).catch(
        (thrown: Error) => thrown,
      );
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(String(error)).toMatch(/DATABASE_URL names user "stranger", whom .* does not let in: correct the user or/);
      expect(String(error)).not.toContain('hush-hush');
    });

    it('explains a database that is not there', async () => {
      await expect(open(urlWith({ pathname: '/no_such_database' }))).rejects.toThrow(
        /DATABASE_URL names database "no_such_database", which does not exist at .*: create it, or name another\./,
      );
    });

    it('leaves no connection behind when it fails', async () => {
      const testDatabase = await createTestDatabase('MariaDB');
      const admin = await connectRaw(testDatabase);
      await expect(testDatabase.open({ migrate: false })).rejects.toThrow(ConfigurationError);
      await until(async () => {
        const [rows] = await admin.query(
          'SELECT ID FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND ID <> CONNECTION_ID()',
        );
        return (rows as unknown[]).length === 0;
      }, 'the end of the connections');
      await admin.end();
      await testDatabase.drop();
    });
  }
});
