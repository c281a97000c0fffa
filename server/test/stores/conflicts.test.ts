import type { Connection } from 'mysql2/promise';
import type { Database } from '../../src/platform/database/open-database';
import { inTransaction, lockRows, onRetry, type Tx } from '../../src/platform/database/unit-of-work';
import { connectRaw, createTestDatabase, databaseKinds, type TestDatabase } from '../support/databases';
import { addMember, nicknames, writeMember } from '../support/rows';
import { until } from '../support/until';

// Servers and processes take longer than the default on a busy machine.
jest.setTimeout(60_000);

/** Conflicts as a real server makes them. */
(databaseKinds.includes('MariaDB') ? describe : describe.skip)('conflicts on MariaDB', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let other: Connection;
  let admin: Connection;
  let retries: string[];
  beforeEach(async () => {
    testDatabase = await createTestDatabase('MariaDB');
    database = await testDatabase.open({ poolSize: 4 });
    other = await connectRaw(testDatabase);
    admin = await connectRaw(testDatabase);
    retries = [];
    onRetry(database, (code) => retries.push(code));
  });
  afterEach(async () => {
    await other.end();
    await admin.end();
    await testDatabase.drop();
  });

  const lock = (connection: Connection, id: number) =>
    connection.query('UPDATE member SET seq = seq + 1 WHERE id = ?', [id]);
  const idOf = async (source: { query(sql: string): Promise<unknown> }): Promise<number> =>
    ((await source.query('SELECT CONNECTION_ID() AS id')) as { id: number }[])[0]?.id as number;

  /** The other holds the second member and enough besides that the server will choose us for the victim. */
  async function heldByAnother(): Promise<{ first: number; second: number }> {
    const [first, second] = [await addMember(database, 'first'), await addMember(database, 'second')];
    await other.query('START TRANSACTION');
    const rows = Array.from({ length: 200 }, () => "('weight', '2026-01-01 00:00:00', 'ACTIVE')").join();
    await other.query(`INSERT INTO member (nickname, joined_at, status) VALUES ${rows}`);
    await lock(other, second);
    return { first, second };
  }

  /** Locks both; the first time, the other asks for the first one in between, and one of the two must give way. */
  async function lockBothAgainstAnother(tx: Tx, ids: { first: number; second: number }, isFirstRun: boolean) {
    await lockRows(tx, 'member', [ids.first]);
    if (isFirstRun) {
      void lock(other, ids.first).then(() => other.query('COMMIT'));
      await until(async () => {
        const [rows] = await admin.query("SELECT 1 FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK WAIT'");
        return (rows as unknown[]).length > 0;
      }, 'the wait of the other for us');
    }
    await lockRows(tx, 'member', [ids.second]);
  }

  it('runs again after a deadlock', async () => {
    const ids = await heldByAnother();
    let run = 0;
    await inTransaction(database, async (tx) => {
      run++;
      await writeMember(tx, `run ${run}`);
      await lockBothAgainstAnother(tx, ids, run === 1);
    });
    expect(retries).toEqual(['ER_LOCK_DEADLOCK']);
    expect((await nicknames(database)).filter((nickname) => nickname.startsWith('run'))).toEqual(['run 2']);
  });

  it('writes nothing after a deadlock that the work swallowed: each statement would commit on its own', async () => {
    const ids = await heldByAnother();
    let swallowed = 0;
    const attempt = inTransaction(database, async (tx) => {
      await lockBothAgainstAnother(tx, ids, swallowed === 0).catch(() => swallowed++);
      await writeMember(tx, `after ${swallowed}`);
    });
    await attempt;
    expect(swallowed).toBe(1);
    expect(retries).toEqual(['ER_LOCK_DEADLOCK']);
    // Of the run that swallowed it nothing is there, though its statement came after the server's own rollback.
    const written = (await nicknames(database)).filter((nickname) => nickname.startsWith('after'));
    expect(written).toEqual(['after 1']);
    const { second } = ids;
    const [[row]] = (await admin.query('SELECT seq FROM member WHERE id = ?', [second])) as unknown as [
      [{ seq: number }],
    ];
    expect(row.seq).toBe(3);
  });

  it('runs again after a lock time-out', async () => {
    const memberId = await addMember(database);
    await other.query('START TRANSACTION');
    await lock(other, memberId);
    let released: Promise<unknown> | undefined;
    onRetry(database, (code) => {
      retries.push(code);
      released ??= other.query('COMMIT');
    });
    await inTransaction(database, async (tx) => {
      await tx.query('SET SESSION innodb_lock_wait_timeout = 0');
      await released;
      await lockRows(tx, 'member', [memberId]);
      await writeMember(tx, 'patient');
    });
    expect(retries).toEqual(['ER_LOCK_WAIT_TIMEOUT']);
    expect((await nicknames(database)).filter((nickname) => nickname === 'patient')).toHaveLength(1);
  });

  it('gives up after five time-outs, and has written nothing', async () => {
    const memberId = await addMember(database);
    await other.query('START TRANSACTION');
    await lock(other, memberId);
    const attempt = inTransaction(database, async (tx) => {
      await tx.query('SET SESSION innodb_lock_wait_timeout = 0');
      await writeMember(tx, 'impatient');
      await lockRows(tx, 'member', [memberId]);
    });
    await expect(attempt).rejects.toMatchObject({ errno: 1205 });
    expect(retries).toEqual(Array(4).fill('ER_LOCK_WAIT_TIMEOUT'));
    await other.query('ROLLBACK');
    expect(await nicknames(database)).not.toContain('impatient');
  });

  it('never uses a connection again that broke in the middle, and the pool recovers', async () => {
    let broken = 0;
    const attempt = inTransaction(database, async (tx) => {
      broken = await idOf(tx);
      await writeMember(tx, 'cut off');
      await admin.query(`KILL ${broken}`);
      await writeMember(tx, 'on a dead line');
    });
    await expect(attempt).rejects.toThrow();
    const ids = await Promise.all(Array.from({ length: 12 }, () => inTransaction(database, (tx) => idOf(tx))));
    expect(ids).not.toContain(broken);
    expect(await nicknames(database)).toEqual([]);
  });

  it('never uses a connection again whose rollback failed: the transaction may still be open on it', async () => {
    type Raw = { query(sql: unknown, ...rest: unknown[]): unknown };
    let left = 0;
    const attempt = inTransaction(database, async (tx) => {
      left = await idOf(tx);
      await writeMember(tx, 'left open');
      const connection = (await tx.queryRunner?.connect()) as Raw;
      const send = connection.query.bind(connection);
      connection.query = (sql, ...rest) => {
        if (!JSON.stringify(sql).includes('ROLLBACK')) return send(sql, ...rest);
        return (rest.at(-1) as (error: Error) => void)(new Error('the rollback failed'));
      };
      throw new Error('no');
    });
    await expect(attempt).rejects.toThrow('no');
    const ids = await Promise.all(Array.from({ length: 12 }, () => inTransaction(database, (tx) => idOf(tx))));
    expect(ids).not.toContain(left);
    expect(await nicknames(database)).not.toContain('left open');
  });

  it('passes on that the COMMIT failed, and nothing was written', async () => {
    const attempt = inTransaction(database, async (tx) => {
      await writeMember(tx, 'not committed');
      await admin.query(`KILL ${await idOf(tx)}`);
    });
    await expect(attempt).rejects.toThrow();
    await addMember(database, 'next');
    expect(await nicknames(database)).toEqual(['next']);
  });

  it('survives that all idle connections are cut', async () => {
    await Promise.all(Array.from({ length: 8 }, () => addMember(database)));
    const [rows] = await admin.query('SELECT ID FROM information_schema.PROCESSLIST WHERE DB = DATABASE()');
    const [own, others] = [await Promise.all([other, admin].map((one) => one.threadId)), rows as { ID: number }[]];
    for (const { ID } of others) if (!own.includes(ID)) await admin.query(`KILL ${ID}`);
    await until(() => nicknames(database), 'a pool that has noticed');
    await Promise.all(Array.from({ length: 8 }, () => addMember(database, 'again')));
    expect((await nicknames(database)).filter((nickname) => nickname === 'again')).toHaveLength(8);
  });
});
