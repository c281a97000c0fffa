import { MemberRow } from '../../src/modules/members/members.entities';
import { lockMember } from '../../src/modules/members/members.store';
import type { Database } from '../../src/platform/database/open-database';
import { inTransaction, lockRows, onRetry, type Tx } from '../../src/platform/database/unit-of-work';
import { InvariantError } from '../../src/platform/errors';
import { AccountRow } from '../support/accounts';
import {
  connectRaw,
  createDatabaseWithAccounts,
  databaseKinds,
  describeOnEachDatabase,
  openRaw,
  type TestDatabase,
} from '../support/databases';
import { accountOf, addMember, nicknames, writeMember } from '../support/rows';
import { until } from '../support/until';
import { barrier, deferred } from '../support/waiting';

let testDatabase: TestDatabase;
let database: Database;

async function openFresh(kind: (typeof databaseKinds)[number], poolSize?: number) {
  testDatabase = await createDatabaseWithAccounts(kind);
  database = await testDatabase.open({ poolSize, durable: true });
}

/** Adds to a member's account the way every write is made: lock, then read, then write. */
async function addTo(tx: Tx, memberId: number, amount: number): Promise<void> {
  await lockMember(tx, memberId);
  const account = await tx.findOneByOrFail(AccountRow, { memberId });
  await tx.update(AccountRow, { memberId }, { value: account.value + amount });
}

describeOnEachDatabase('concurrent transactions', (kind) => {
  beforeAll(() => openFresh(kind));
  afterAll(() => testDatabase.drop());

  it('roll back each for itself, and none takes another’s writes along', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, (_, index) =>
        inTransaction(database, async (tx) => {
          await writeMember(tx, `${index} first`);
          await writeMember(tx, `${index} second`);
          if (index % 2 === 1) throw new Error(`${index} gives up`);
        }),
      ),
    );
    const reasons = outcomes.map((outcome) =>
      outcome.status === 'rejected' ? String(outcome.reason.message) : 'done',
    );
    expect(reasons).toEqual(Array.from({ length: 12 }, (_, index) => (index % 2 === 1 ? `${index} gives up` : 'done')));
    const kept = [0, 2, 4, 6, 8, 10].flatMap((index) => [`${index} first`, `${index} second`]);
    expect((await nicknames(database)).sort()).toEqual(kept.sort());
  });

  it('are not seen by plain reads before they commit', async () => {
    const [written, seen] = [deferred(), deferred()];
    const transaction = inTransaction(database, async (tx) => {
      await writeMember(tx, 'not yet there');
      written.resolve();
      await seen.promise;
    });
    await written.promise;
    expect(await nicknames(database)).not.toContain('not yet there');
    seen.resolve();
    await transaction;
    expect(await nicknames(database)).toContain('not yet there');
  });

  it('are the only way to write', async () => {
    // @ts-expect-error A manager is no Tx: writing outside a transaction does not compile.
    const attempt = () => lockRows(database.writer.manager, 'member', [1]);
    await expect(attempt()).rejects.toThrow(InvariantError);
    // @ts-expect-error Nor does it by way of a store.
    const insertion: Parameters<typeof writeMember>[0] = database.reader.manager;
    expect(insertion).toBeDefined();
  });

  it('show what they wrote to the reader at once, however often it has read before', async () => {
    for (let round = 0; round < 200; round++) await nicknames(database);
    for (const nickname of ['one', 'two', 'three']) {
      await addMember(database, nickname);
      expect((await nicknames(database)).at(-1)).toBe(nickname);
    }
  });

  it('lose no update: 32 concurrent additions under the lock add up', async () => {
    const memberId = await addMember(database, 'counted', 0);
    await Promise.all(Array.from({ length: 32 }, () => inTransaction(database, (tx) => addTo(tx, memberId, 1))));
    expect(await accountOf(database, memberId)).toBe(32);
    const { seq } = await database.reader.getRepository(MemberRow).findOneByOrFail({ id: memberId });
    expect(seq).toBe(33);
  });

  it('add up across instances of the server, too', async () => {
    const other = await testDatabase.open();
    const memberId = await addMember(database, 'counted by two', 0);
    await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        inTransaction(index % 2 === 0 ? database : other, (tx) => addTo(tx, memberId, 1)),
      ),
    );
    expect(await accountOf(database, memberId)).toBe(24);
    expect(await accountOf(other, memberId)).toBe(24);
  });
});

describe('SQLite', () => {
  beforeAll(() => openFresh('SQLite'));
  afterAll(() => testDatabase.drop());

  it('has a reader that cannot write', async () => {
    await expect(database.reader.query('DELETE FROM member')).rejects.toThrow(/readonly/);
  });

  it('blocks the event loop for 50 ms at most while another process holds the file', async () => {
    for (const source of [database.writer, database.reader]) {
      expect(await source.query('PRAGMA busy_timeout')).toEqual([{ timeout: 50 }]);
    }
  });

  it('keeps a commit that was answered, even when the power fails', async () => {
    expect(await database.writer.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    expect(await database.writer.query('PRAGMA synchronous')).toEqual([{ synchronous: 2 }]);
    expect(await database.writer.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
  });

  it('waits without blocking for another process that writes, and then goes on', async () => {
    const other = openRaw(testDatabase);
    other.exec('BEGIN IMMEDIATE');
    const retries: string[] = [];
    // The event loop is free while we wait, or the other could never let go.
    onRetry(database, (code) => {
      retries.push(code);
      if (other.inTransaction) other.exec('COMMIT');
    });
    await addMember(database, 'patient');
    other.close();
    expect(retries).toEqual(['SQLITE_BUSY']);
    expect(await nicknames(database)).toContain('patient');
  });

  it('takes the write lock at the beginning, so that nobody can slip in between reading and writing', async () => {
    const other = openRaw(testDatabase);
    await inTransaction(database, async () => {
      expect(() => other.exec('BEGIN IMMEDIATE')).toThrow(/locked/);
    });
    other.close();
  });
});

if (databaseKinds.includes('MariaDB')) {
  describe('MariaDB', () => {
    const POOL_SIZE = 6;
    beforeAll(() => openFresh('MariaDB', POOL_SIZE));
    afterAll(() => testDatabase.drop());

    /** Opens every connection of the pool at once and asks each who it is and what it sees. */
    async function askAllConnections(): Promise<{ id: number; isolation: string }[]> {
      const arrive = barrier(POOL_SIZE);
      const answers = await Promise.all(
        Array.from({ length: POOL_SIZE }, () =>
          inTransaction(database, async (tx) => {
            await arrive();
            return tx.query('SELECT CONNECTION_ID() AS id, @@tx_isolation AS isolation');
          }),
        ),
      );
      return answers.map(([answer]) => answer);
    }

    it('reads what is committed on every connection of the pool, on those opened later too', async () => {
      const before = await askAllConnections();
      expect(new Set(before.map(({ id }) => id)).size).toBe(POOL_SIZE);
      expect(before.map(({ isolation }) => isolation)).toEqual(Array(POOL_SIZE).fill('READ-COMMITTED'));
      const admin = await connectRaw(testDatabase);
      for (const { id } of before) await admin.query(`KILL ${id}`);
      await admin.end();
      await until(() => nicknames(database), 'a pool that has noticed');
      const after = await askAllConnections();
      expect(after.filter(({ id }) => before.some((old) => old.id === id))).toEqual([]);
      expect(after.map(({ isolation }) => isolation)).toEqual(Array(POOL_SIZE).fill('READ-COMMITTED'));
    });

    it('sees after the lock what was written while it waited, even when it had read before', async () => {
      const memberId = await addMember(database, 'read early', 10);
      const [hasRead, mayGoOn] = [deferred<number>(), deferred()];
      const early = inTransaction(database, async (tx) => {
        hasRead.resolve((await tx.findOneByOrFail(AccountRow, { memberId })).value);
        await mayGoOn.promise;
        await lockMember(tx, memberId);
        return (await tx.findOneByOrFail(AccountRow, { memberId })).value;
      });
      expect(await hasRead.promise).toBe(10);
      await inTransaction(database, (tx) => addTo(tx, memberId, 5));
      mayGoOn.resolve();
      expect(await early).toBe(15);
    });

    it('would lose updates without the lock: why there is one', async () => {
      const memberId = await addMember(database, 'unlocked', 0);
      const everybodyHasRead = barrier(POOL_SIZE);
      await Promise.all(
        Array.from({ length: POOL_SIZE }, () =>
          inTransaction(database, async (tx) => {
            const { value } = await tx.findOneByOrFail(AccountRow, { memberId });
            await everybodyHasRead();
            await tx.update(AccountRow, { memberId }, { value: value + 1 });
          }),
        ),
      );
      expect(await accountOf(database, memberId)).toBe(1);
    });
  });
}
