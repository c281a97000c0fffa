import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoPartner } from '../../src/demo/demo-members';
import { IdentityRow, MemberRow, SessionRow } from '../../src/modules/members/members.entities';
import { addIdentities, listMembers, memberIdsByRef } from '../../src/modules/members/members.store';
import { insertRefreshToken } from '../../src/modules/members/sessions.store';
import { signIn } from '../../src/modules/members/sign-in';
import { createPartner } from '../../src/modules/partners/create-partner';
import { isUniqueViolation } from '../../src/platform/database/database-errors';
import type { Database } from '../../src/platform/database/open-database';
import { inTransaction } from '../../src/platform/database/unit-of-work';
import { createTestDatabase, databaseKinds, describeOnEachDatabase, type TestDatabase } from '../support/databases';
import { addMember, countOf } from '../support/rows';
import { startTestServer, type TestServer } from '../support/test-server';

const now = new Date('2026-03-01T04:00:00.000Z');
const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error) => error,
  );

describeOnEachDatabase('keys', (kind) => {
  let testDatabase: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    testDatabase = await createTestDatabase(kind);
    database = await testDatabase.open();
  });
  afterAll(() => testDatabase.drop());

  const name = (memberId: number, subject: string) =>
    inTransaction(database, (tx) => addIdentities(tx, memberId, [{ provider: 'partner:1', subject }]));

  it('recognises a violated unique index and a violated primary key, and nothing else', async () => {
    const memberId = await addMember(database);
    await name(memberId, 'once');
    expect(isUniqueViolation(await errorOf(name(memberId, 'once')))).toBe(true);
    const token = () => inTransaction(database, (tx) => insertRefreshToken(tx, 'session', 'hash', now));
    await token();
    expect(isUniqueViolation(await errorOf(token()))).toBe(true);
    const withoutNickname = inTransaction(database, (tx) =>
      tx.query("INSERT INTO member (joined_at, status) VALUES ('2026-01-01 00:00:00', 'ACTIVE')"),
    );
    const other = await errorOf(withoutNickname);
    expect(other).toBeInstanceOf(Error);
    expect(isUniqueViolation(other)).toBe(false);
  });

  it('differ by case', async () => {
    const [upper, lower] = [await addMember(database, 'Case'), await addMember(database, 'case')];
    await name(upper, 'oABC');
    await name(lower, 'oabc');
    expect(await memberIdsByRef(database, 'oABC', 1)).toEqual([upper]);
    expect(await memberIdsByRef(database, 'oabc', 1)).toEqual([lower]);
    expect(await memberIdsByRef(database, 'OABC', 1)).toEqual([]);
  });

  it('are found by prefix with the same regard to case', async () => {
    const [upper, lower] = [await addMember(database, 'Prefixed'), await addMember(database, 'prefixed')];
    const idsBy = async (nicknamePrefix: string) =>
      (await listMembers(database, { nicknamePrefix }, { first: 10, afterKey: undefined })).map(({ id }) => id);
    expect(await idsBy('Pref')).toEqual([upper]);
    expect(await idsBy('pref')).toEqual([lower]);
    expect(await idsBy('pr_f')).toEqual([]);
    const withinTransaction = inTransaction(database, (tx) => tx.query("SELECT 'a' LIKE 'A' AS same"));
    expect(Number((await withinTransaction)[0].same)).toBe(0);
  });

  it('with a blank at the end are two on SQLite and one on MariaDB: why the edge refuses them', async () => {
    const memberId = await addMember(database);
    await name(memberId, 'padded');
    const second = await errorOf(name(memberId, 'padded '));
    expect(isUniqueViolation(second)).toBe(kind === 'MariaDB');
  });

  it('that are undefined or null in a condition throw instead of matching everything', async () => {
    const members = database.reader.getRepository(MemberRow);
    for (const id of [undefined, null]) {
      await expect(members.findOneBy({ id: id as unknown as number })).rejects.toThrow(/where/i);
      const change = inTransaction(database, (tx) =>
        tx.update(MemberRow, { id: id as never }, { nickname: 'everybody' }),
      );
      await expect(change).rejects.toThrow(/where/i);
    }
    expect(await countOf(database, "SELECT COUNT(*) AS n FROM member WHERE nickname = 'everybody'")).toBe(0);
  });
});

describeOnEachDatabase('texts from outside', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(kind);
  });
  afterAll(() => server.close());

  it.each(['lin ', ' lin', 'lin\t', '', 'l\u0000in', 'x'.repeat(129)])(
    'are no reference when they read %j',
    async (ref) => {
      const token = await server.partnerToken();
      const query = 'query ($ref: String!) { member(ref: $ref) { nickname } }';
      const answer = await server.graphql<{ member: unknown }>(query, { token, variables: { ref } });
      expect(answer.data.member).toBeNull();
      expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
      const found = await server.graphql<{ member: unknown }>(query, { token, variables: { ref: 'lin' } });
      expect(found.data.member).not.toBeNull();
    },
  );

  it.each([
    ['demo-mall', 200],
    ['demo-mall ', 401],
    ['Demo-mall', 401],
  ])('are client ids to the letter: %j', async (clientId, status) => {
    const response = await fetch(`${server.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: demoPartner.clientSecret,
      }),
    });
    expect(response.status).toBe(status);
  });

  it('fit the columns, although SQLite would not mind', async () => {
    const { database } = server;
    const identity = {
      appId: 'wx1',
      openid: 'o-long',
      nickname: ` ${'😀'.repeat(100)}`,
      avatarUrl: `https://example.com/${'a'.repeat(600)}`,
    };
    const secrets = { sessionId: 'long', refreshToken: 'long' };
    const memberId = await inTransaction(database, (tx) =>
      signIn(tx, identity, 'WEB', secrets, { businessNow: now, wallNow: now }),
    );
    const member = await database.reader.getRepository(MemberRow).findOneByOrFail({ id: memberId });
    expect(member).toMatchObject({ nickname: '😀'.repeat(64), avatarUrl: null });
    const partner = { clientId: 'long-partner', name: 'n'.repeat(101), scopes: ['members:read'] };
    const creation = (change: object) =>
      inTransaction(database, (tx) => createPartner(tx, { ...partner, ...change }, 'secret', now));
    await expect(creation({})).rejects.toMatchObject({ reasons: [{ code: 'INPUT_INVALID', field: ['name'] }] });
    const longId = { name: 'short', clientId: 'c'.repeat(65) };
    await expect(creation(longId)).rejects.toMatchObject({ reasons: [{ code: 'INPUT_INVALID', field: ['clientId'] }] });
    expect(await countOf(database, "SELECT COUNT(*) AS n FROM partner WHERE client_id LIKE 'long%'")).toBe(0);
  });
});

if (databaseKinds.includes('MariaDB')) {
  it('keys differ by case even in a MariaDB database that was made without regard to it', async () => {
    const testDatabase = await createTestDatabase('MariaDB', 'utf8mb4_general_ci');
    try {
      const database = await testDatabase.open();
      const memberId = await addMember(database);
      const names = ['oABC', 'oabc'].map((subject) => ({ provider: 'wechat:wx1', subject }));
      await inTransaction(database, (tx) => addIdentities(tx, memberId, names));
      const found = await database.reader.getRepository(IdentityRow).findBy({ subject: 'oabc' });
      expect(found.map(({ subject }) => subject)).toEqual(['oabc']);
      const collations = await database.reader.query(
        `SELECT DISTINCT COLLATION_NAME AS name FROM information_schema.COLUMNS
          WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME <> 'migrations' AND COLLATION_NAME IS NOT NULL`,
      );
      expect(collations).toEqual([{ name: 'utf8mb4_bin' }]);
      expect(database.reader.getMetadata(SessionRow).tableName).toBe('session');
    } finally {
      await testDatabase.drop();
    }
  });
}

describe('the sources', () => {
  const files = readdirSync('server/src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const sources = files.filter((file) => !file.endsWith('.test.ts')).map((file) => join('server/src', file));

  it.each([
    ['pessimistic_write', 'throws on SQLite: lockRows locks by writing'],
    ['setLock(', 'throws on SQLite: lockRows locks by writing'],
    ['.upsert(', 'returns the wrong id on SQLite: insert, and recognise isUniqueViolation'],
    ['orIgnore(', 'lies or throws: insert, and recognise isUniqueViolation'],
    ['orUpdate(', 'returns the wrong id on SQLite: insert, and recognise isUniqueViolation'],
    ['.iterate(', 'an open iterator keeps the reader in the past'],
    ['.stream(', 'holds a connection of the pool for as long as it is read'],
    ['CreateDateColumn', 'has whole seconds on SQLite: the application gives the time'],
    ['UpdateDateColumn', 'has whole seconds on SQLite: the application gives the time'],
    ['defaultSafeIntegers', 'breaks TypeORM: toSafeInt converts'],
  ])('do without %s, which %s', (word) => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.filter((file) => readFileSync(file, 'utf8').includes(word))).toEqual([]);
  });

  it('begin transactions in inTransaction alone, and at the migration of an SQLite file', () => {
    const beginning = /startTransaction\(|\.transaction\(|'(START TRANSACTION|BEGIN)/;
    const found = sources.filter((file) => beginning.test(readFileSync(file, 'utf8')));
    expect(found).toEqual(
      ['open-database.ts', 'unit-of-work.ts'].map((file) => `server/src/platform/database/${file}`),
    );
  });
});
