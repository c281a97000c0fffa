import { memberStateLoader } from '../../src/modules/journal';
import { MemberRow } from '../../src/modules/members/members.entities';
import { addIdentities, memberIdByIdentity } from '../../src/modules/members/members.store';
import { RequestLoaders, SharedLookups } from '../../src/platform/database/loaders';
import type { Database } from '../../src/platform/database/open-database';
import { inTransaction, isInTransaction, lockRows, onRetry, type Tx } from '../../src/platform/database/unit-of-work';
import { InvariantError, Refusal } from '../../src/platform/errors';
import { AccountRow } from '../support/accounts';
import { createDatabaseWithAccounts, describeOnEachDatabase, openRaw, type TestDatabase } from '../support/databases';
import { addMember, countOf, nicknames, writeMember } from '../support/rows';
import { barrier, deferred } from '../support/waiting';

describeOnEachDatabase('inTransaction', (kind) => {
  let testDatabase: TestDatabase;
  let database: Database;
  let retries: string[];
  beforeAll(async () => {
    testDatabase = await createDatabaseWithAccounts(kind);
    database = await testDatabase.open();
  });
  beforeEach(() => {
    retries = [];
    onRetry(database, (code) => retries.push(code));
  });
  afterAll(() => testDatabase.drop());

  /** An error as the database gives it when two transactions were in each other's way. */
  const conflict = () =>
    Object.assign(
      new Error('in each other’s way'),
      kind === 'SQLite' ? { code: 'SQLITE_BUSY' } : { code: 'ER_LOCK_DEADLOCK', errno: 1213 },
    );

  it('commits and returns what the work returned', async () => {
    const id = await inTransaction(database, (tx) => writeMember(tx, 'committed'));
    expect(await database.reader.getRepository(MemberRow).findOneBy({ nickname: 'committed' })).toMatchObject({ id });
  });

  it.each([
    ['an error', new Error('no')],
    ['a refusal', new Refusal('STATE_CONFLICT', 'Not now.')],
  ])('writes nothing when the work throws %s, does not run it again, and passes it on', async (_, thrown) => {
    let runs = 0;
    const attempt = inTransaction(database, async (tx) => {
      runs++;
      await writeMember(tx, 'taken back');
      throw thrown;
    });
    await expect(attempt).rejects.toBe(thrown);
    expect(runs).toBe(1);
    expect(await nicknames(database)).not.toContain('taken back');
  });

  it('does not nest, and the refused one takes the outer one down', async () => {
    const attempt = inTransaction(database, async (tx) => {
      await writeMember(tx, 'outer');
      await inTransaction(database, (inner) => writeMember(inner, 'inner'));
    });
    await expect(attempt).rejects.toThrow(/does not nest/);
    expect(await nicknames(database)).not.toContain('outer');
  });

  it('refuses a transaction begun by other means inside, which would commit the outer one', async () => {
    const attempt = inTransaction(database, async (tx) => {
      await writeMember(tx, 'half done');
      await tx.transaction((inner) => writeMember(inner as Tx, 'on its own'));
    });
    await expect(attempt).rejects.toThrow(InvariantError);
    expect(await nicknames(database)).not.toContain('half done');
    expect(await nicknames(database)).not.toContain('on its own');
  });

  it('tells those inside that they are, and nobody else', async () => {
    expect(isInTransaction()).toBe(false);
    await inTransaction(database, async () => expect(isInTransaction()).toBe(true));
    expect(isInTransaction()).toBe(false);
  });

  it('tells so to those who are still inside when another one ends', async () => {
    const begun = deferred();
    // SQLite has one at a time: there the second begins when the first has ended.
    const first = inTransaction(database, async () => (kind === 'MariaDB' ? begun.promise : undefined));
    const second = inTransaction(database, async () => {
      begun.resolve();
      await first;
      return isInTransaction();
    });
    expect(await second).toBe(true);
  });

  it('refuses loaders inside: they would read what the transaction has not written yet', async () => {
    const loaders = new RequestLoaders(new SharedLookups(database));
    const attempt = inTransaction(database, () => loaders.load(memberStateLoader, 1));
    await expect(attempt).rejects.toThrow(InvariantError);
    await expect(loaders.load(memberStateLoader, 1)).resolves.toBeUndefined();
  });

  it('locks in ascending order whatever the order asked, each once, and says who exists', async () => {
    const [first, second] = [await addMember(database), await addMember(database)];
    const found = await inTransaction(database, (tx) => lockRows(tx, 'member', [second, 999_999, first, second]));
    expect(found).toEqual([first, second]);
    const rows = await database.reader.getRepository(MemberRow).findBy([{ id: first }, { id: second }]);
    expect(rows.map(({ seq }) => seq)).toEqual([2, 2]);
  });

  it('throws at a lock out of order, and writes nothing', async () => {
    const [first, second] = [await addMember(database), await addMember(database)];
    const attempt = inTransaction(database, async (tx) => {
      await writeMember(tx, 'disorderly');
      await lockRows(tx, 'member', [second]);
      await lockRows(tx, 'member', [first]);
    });
    await expect(attempt).rejects.toThrow(`Lock order: member ${first} after rank 2 id ${second}.`);
    expect(await nicknames(database)).not.toContain('disorderly');
    const row = await database.reader.getRepository(MemberRow).findOneByOrFail({ id: second });
    expect(row.seq).toBe(1);
  });

  it('runs the whole work again after a conflict, with no trace of the first run', async () => {
    let run = 0;
    await inTransaction(database, async (tx) => {
      run++;
      await writeMember(tx, `run ${run}`);
      if (run < 3) throw conflict();
    });
    expect((await nicknames(database)).filter((nickname) => nickname.startsWith('run '))).toEqual(['run 3']);
    expect(retries).toHaveLength(2);
  });

  it('gives up after five runs, with the error of the last', async () => {
    const errors: Error[] = [];
    const attempt = inTransaction(database, async () => {
      errors.push(conflict());
      throw errors.at(-1);
    });
    const thrown = await attempt.catch((error: unknown) => error);
    expect(errors).toHaveLength(5);
    expect(thrown).toBe(errors[4]);
    expect(retries).toHaveLength(4);
  });

  it('forgets the locks of a run that is run again', async () => {
    const [first, second] = [await addMember(database), await addMember(database)];
    let run = 0;
    await inTransaction(database, async (tx) => {
      await lockRows(tx, 'member', [first, second]);
      if (run++ === 0) throw conflict();
    });
    expect(run).toBe(2);
  });

  it('finds on the second run what somebody else has inserted meanwhile, when asked to', async () => {
    const name = { provider: 'wechat:wx1', subject: 'wanted' };
    const ids = await Promise.all(
      Array.from({ length: 12 }, () =>
        inTransaction(
          database,
          async (tx) => {
            const known = await memberIdByIdentity(tx, [name]);
            if (known !== undefined) return known;
            const id = await writeMember(tx, 'wanted');
            await addIdentities(tx, id, [name]);
            return id;
          },
          { retryUniqueViolation: true },
        ),
      ),
    );
    expect(new Set(ids).size).toBe(1);
    expect((await nicknames(database)).filter((nickname) => nickname === 'wanted')).toHaveLength(1);
  });

  it('does not repeat a violated unique index unasked', async () => {
    let runs = 0;
    const twice = { provider: 'wechat:wx1', subject: 'twice' };
    const attempt = inTransaction(database, async (tx) => {
      runs++;
      await addIdentities(tx, 1, [twice]);
      await addIdentities(tx, 1, [twice]);
    });
    await expect(attempt).rejects.toThrow(/unique|duplicate/i);
    expect(runs).toBe(1);
    expect(await countOf(database, "SELECT COUNT(*) AS n FROM identity WHERE subject = 'twice'")).toBe(0);
  });

  it('refuses a statement that comes after the end, because an await is missing', async () => {
    let kept: Tx | undefined;
    await inTransaction(database, async (tx) => {
      kept = tx;
    });
    await expect(writeMember(kept as Tx, 'late')).rejects.toThrow(/an await is missing/);
    const failing = inTransaction(database, async (tx) => {
      kept = tx;
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await expect(writeMember(kept as Tx, 'late')).rejects.toThrow(/an await is missing/);
    expect(await nicknames(database)).not.toContain('late');
  });

  it('keeps late statements out of the transaction of somebody else', async () => {
    const [begun, tried] = [deferred(), deferred()];
    let kept: Tx | undefined;
    await inTransaction(database, async (tx) => {
      kept = tx;
    });
    const other = inTransaction(database, async (tx) => {
      await writeMember(tx, 'punctual');
      begun.resolve();
      await tried.promise;
    });
    await begun.promise;
    await expect(writeMember(kept as Tx, 'intruder')).rejects.toThrow(/an await is missing/);
    tried.resolve();
    await other;
    expect(await nicknames(database)).toContain('punctual');
    expect(await nicknames(database)).not.toContain('intruder');
  });

  it('lets those who wait have their turn when one fails', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, (_, index) =>
        inTransaction(database, async (tx) => {
          if (index % 3 === 0) throw new Error('fails');
          if (index % 3 === 1) return tx.query('THIS IS NO SQL');
          return writeMember(tx, 'had a turn');
        }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(13);
    expect((await nicknames(database)).filter((nickname) => nickname === 'had a turn')).toHaveLength(13);
  });

  it('ends before the database closes', async () => {
    const own = await testDatabase.open();
    const [begun, mayEnd] = [deferred(), deferred()];
    const steps: string[] = [];
    const transaction = inTransaction(own, async (tx) => {
      begun.resolve();
      await mayEnd.promise;
      await writeMember(tx, 'under way');
    }).then(() => steps.push('committed'));
    await begun.promise;
    const closed = own.close().then(() => steps.push('closed'));
    mayEnd.resolve();
    await Promise.all([transaction, closed]);
    expect(steps).toEqual(['committed', 'closed']);
    expect(await nicknames(database)).toContain('under way');
  });

  it('serves more callers at once than there are connections', async () => {
    const memberIds = await Promise.all(Array.from({ length: 60 }, () => addMember(database, 'crowd', 0)));
    await Promise.all(
      memberIds.map((memberId) =>
        inTransaction(database, async (tx) => {
          await lockRows(tx, 'member', [memberId]);
          await tx.update(AccountRow, { memberId }, { value: 1 });
        }),
      ),
    );
    expect(await countOf(database, 'SELECT COUNT(*) AS n FROM test_account WHERE value = 1')).toBe(60);
  });
});

describe('inTransaction on SQLite', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    testDatabase = await createDatabaseWithAccounts('SQLite');
    database = await testDatabase.open();
  });
  afterAll(() => testDatabase.drop());

  it('gives up when another process keeps the file to itself', async () => {
    const retries: string[] = [];
    onRetry(database, (code) => retries.push(code));
    const other = openRaw(testDatabase);
    other.exec('BEGIN IMMEDIATE');
    await expect(addMember(database, 'never')).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
    expect(retries).toEqual(Array(4).fill('SQLITE_BUSY'));
    other.close();
    await addMember(database, 'afterwards');
    expect(await nicknames(database)).toEqual(['afterwards']);
  });

  it('writes nothing after the database has rolled back by itself, even when the work swallows the error', async () => {
    const attempt = inTransaction(database, async (tx) => {
      const id = await writeMember(tx, 'before');
      const again = `INSERT OR ROLLBACK INTO member (id, nickname, joined_at, status) VALUES (${id}, 'x', '', 'ACTIVE')`;
      await tx.query(again).catch(() => undefined);
      await writeMember(tx, 'after');
    });
    await expect(attempt).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' });
    expect(await nicknames(database)).toEqual(['afterwards']);
  });

  it('rolls back when the COMMIT fails, and goes on', async () => {
    await database.writer.query('CREATE TABLE parent (id INTEGER PRIMARY KEY)');
    await database.writer.query('CREATE TABLE child (id INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED)');
    const attempt = inTransaction(database, async (tx) => {
      await writeMember(tx, 'not committed');
      await tx.query('INSERT INTO child (id) VALUES (1)');
    });
    await expect(attempt).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_FOREIGNKEY' });
    await addMember(database, 'next');
    expect(await nicknames(database)).toEqual(['afterwards', 'next']);
  });

  it('lets in one at a time, in the order of asking', async () => {
    const arrive = barrier(2);
    const order: number[] = [];
    const never = inTransaction(database, arrive);
    const turns = [1, 2, 3].map((turn) =>
      inTransaction(database, async () => {
        order.push(turn);
      }),
    );
    expect(order).toEqual([]);
    await Promise.all([never, ...turns, arrive()]);
    expect(order).toEqual([1, 2, 3]);
  });
});
