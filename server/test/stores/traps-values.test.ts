import { MemberRow } from '../../src/modules/members/members.entities';
import { insertMember, membersById } from '../../src/modules/members/members.store';
import type { Database } from '../../src/platform/database/open-database';
import { inTransaction } from '../../src/platform/database/unit-of-work';
import { toSafeInt } from '../../src/platform/database/values';
import { InvariantError } from '../../src/platform/errors';
import { AccountRow, accountsByMember } from '../support/accounts';
import { compileServer, runCompiled } from '../support/compiled-server';
import { createDatabaseWithAccounts, describeOnEachDatabase, type TestDatabase } from '../support/databases';
import { addMember } from '../support/rows';

// Servers and processes take longer than the default on a busy machine.
jest.setTimeout(60_000);

describeOnEachDatabase('values', (kind) => {
  let testDatabase: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    testDatabase = await createDatabaseWithAccounts(kind);
    database = await testDatabase.open();
  });
  afterAll(() => testDatabase.drop());

  const accountOf = (memberId: number) => database.reader.getRepository(AccountRow).findOneByOrFail({ memberId });

  it.each([2 ** 31, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER, -(2 ** 31) - 1, Number.MIN_SAFE_INTEGER, 0])(
    'keeps the 64-bit number %d, as a number',
    async (value) => {
      const memberId = await addMember(database, 'rich', value);
      expect(await accountOf(memberId)).toEqual({ memberId, value });
      expect(await accountsByMember(database, [memberId])).toEqual(new Map([[memberId, value]]));
    },
  );

  it('refuses to read a number that it could only read wrong', async () => {
    const memberId = await addMember(database, 'too rich', 0);
    await inTransaction(database, (tx) =>
      tx.query(`UPDATE test_account SET value = 9007199254740993 WHERE member_id = ${memberId}`),
    );
    await expect(accountOf(memberId)).rejects.toThrow(InvariantError);
    await expect(accountsByMember(database, [memberId])).rejects.toThrow(InvariantError);
  });

  it('gives row ids as numbers, also where they are beyond 32 bits', async () => {
    const big = 2 ** 40;
    await inTransaction(database, (tx) =>
      tx.query(
        `INSERT INTO member (id, nickname, joined_at, status) VALUES (${big}, 'far', '2026-01-01 00:00:00', 'ACTIVE')`,
      ),
    );
    expect(await addMember(database, 'next')).toBe(big + 1);
    const row = await database.reader.getRepository(MemberRow).findOneByOrFail({ nickname: 'next' });
    expect(row.id).toBe(big + 1);
  });

  it('sums and counts to numbers through toSafeInt', async () => {
    const ids = [await addMember(database, 'a', 2 ** 40), await addMember(database, 'b', 2 ** 41)];
    const [row] = await database.reader.query(
      `SELECT SUM(value) AS sum, COUNT(*) AS count FROM test_account WHERE member_id IN (${ids.join()})`,
    );
    expect(toSafeInt(row.sum)).toBe(2 ** 40 + 2 ** 41);
    expect(toSafeInt(row.count)).toBe(2);
  });

  const instant = new Date('2026-07-01T23:59:59.987Z');
  const addAt = (joinedAt: Date) =>
    inTransaction(database, (tx) => insertMember(tx, { nickname: 'dated', avatarUrl: null, joinedAt }, []));
  const storedText = async (memberId: number) => {
    const [row] = await database.reader.query(
      `SELECT CAST(joined_at AS CHAR) AS text FROM member WHERE id = ${memberId}`,
    );
    return row.text;
  };

  it.each([instant, new Date('2026-07-01T12:00:00.000Z'), new Date('1999-12-31T16:00:00.001Z')])(
    'keeps the instant %p to the millisecond, in UTC, by both ways of reading',
    async (joinedAt) => {
      const memberId = await addAt(joinedAt);
      expect(await storedText(memberId)).toBe(joinedAt.toISOString().replace('T', ' ').replace('Z', ''));
      const row = await database.reader.getRepository(MemberRow).findOneByOrFail({ id: memberId });
      expect(row.joinedAt).toEqual(joinedAt);
      expect((await membersById(database, [memberId])).get(memberId)?.joinedAt).toEqual(joinedAt);
    },
  );

  it('means the same instant in a process in another time zone', async () => {
    const memberId = await addAt(instant);
    const folder = await compileServer();
    const script = `
      const { openDatabase } = load('platform/database/open-database');
      const { databaseClasses } = load('database-classes');
      const { inTransaction } = load('platform/database/unit-of-work');
      const { insertMember, membersById } = load('modules/members/members.store');
      const { MemberRow } = load('modules/members/members.entities');
      const database = await openDatabase(${JSON.stringify(testDatabase.settings)}, databaseClasses, { migrate: false });
      const { joinedAt } = (await membersById(database, [${memberId}])).get(${memberId});
      const mapped = await database.reader.getRepository(MemberRow).findOneByOrFail({ id: ${memberId} });
      const id = await inTransaction(database, (tx) => insertMember(tx, { nickname: 'abroad', avatarUrl: null, joinedAt }, []));
      await database.close();
      return { id, offset: joinedAt.getTimezoneOffset(), joinedAt, mapped: mapped.joinedAt };`;
    const seen = await runCompiled<{ id: number; offset: number }>(folder, script, { TZ: 'America/New_York' });
    expect(seen).toMatchObject({ offset: 240, joinedAt: instant.toISOString(), mapped: instant.toISOString() });
    expect(await storedText(seen.id)).toBe('2026-07-01 23:59:59.987');
  });

  if (kind === 'MariaDB') {
    it('means the same instant whatever the time zone of the server', async () => {
      const memberId = await addAt(instant);
      const joinedAt = await inTransaction(database, async (tx) => {
        await tx.query("SET time_zone = '+09:00'");
        const row = await tx.findOneByOrFail(MemberRow, { id: memberId });
        await tx.update(MemberRow, { id: memberId }, { joinedAt: row.joinedAt });
        return row.joinedAt;
      });
      expect(joinedAt).toEqual(instant);
      expect(await storedText(memberId)).toBe('2026-07-01 23:59:59.987');
    });
  }
});
