import { buildSimulator } from '../../../scripts/simulator/app';
import { demoStaff } from '../../src/demo/demo-members';
import type { Database } from '../../src/platform/database/open-database';
import { createTestDatabase, describeOnEachDatabase, type TestDatabase } from '../support/databases';
import { brokenInvariants } from '../support/invariants';
import { countOf } from '../support/rows';
import { type ServerProcess, startServerProcess, temporaryFolder } from '../support/server-process';
import { callersOf } from '../support/test-server';
import { until } from '../support/until';

// Processes and crowds take longer than the default on a busy machine.
jest.setTimeout(60_000);

/** After how many answers each round ends with `kill -9`; writes are in flight at every one. */
const KILL_AFTER_ANSWERS = [1, 7, 25, 60];
const WRITERS = 12;

describeOnEachDatabase('kill -9 during writes', (kind) => {
  const simulator = buildSimulator();
  const dataFolder = temporaryFolder();
  let simulatorUrl: string;
  let testDatabase: TestDatabase;
  let server: ServerProcess | undefined;
  beforeAll(async () => {
    simulatorUrl = await simulator.listen({ host: '127.0.0.1', port: 0 });
    testDatabase = await createTestDatabase(kind);
  });
  afterAll(async () => {
    await server?.kill();
    await simulator.close();
    await testDatabase.drop();
  });

  /** What clients were told was done. */
  const answered = { members: new Map<string, string>(), partners: new Map<string, string>() };
  const adminToken = demoStaff.find(({ roles }) => roles.includes('admin'))?.token ?? '';

  /** Writes until the server is gone: sign-ins of people who are new, and partners. */
  async function writeUntilKilled(url: string, name: string): Promise<void> {
    const call = callersOf(url, simulatorUrl);
    for (let index = 0; ; index++) {
      const key = `${name}-${index}`;
      try {
        if (index % 4 === 3) {
          const answer = await call.graphql<{ partnerCreate: { partner: { id: string } } }>(
            `mutation ($id: String!) {
              partnerCreate(input: { clientId: $id, name: "x", scopes: [MEMBERS_READ] }) { partner { id } }
            }`,
            { token: adminToken, variables: { id: key } },
          );
          answered.partners.set(key, answer.data.partnerCreate.partner.id);
        } else {
          answered.members.set(key, (await call.signIn(key)).refreshToken);
        }
      } catch (error) {
        // Cut off: whether it was written is not known. Anything else is a fault.
        if (/^(fetch failed|terminated)$/.test((error as Error).message)) return;
        throw error;
      }
    }
  }

  async function lost(database: Database): Promise<string[]> {
    const subjects: { subject: string }[] = await database.reader.query(
      "SELECT subject FROM identity WHERE provider = 'wechat:union'",
    );
    const clients: { client_id: string }[] = await database.reader.query('SELECT client_id FROM partner');
    const there = new Set([...subjects.map(({ subject }) => subject), ...clients.map((row) => row.client_id)]);
    const promised = [...[...answered.members.keys()].map((key) => `u-${key}`), ...answered.partners.keys()];
    return promised.filter((name) => !there.has(name));
  }

  it.each(KILL_AFTER_ANSWERS)(
    'after %d answers leaves nothing half-written, and loses nothing that was answered',
    async (count) => {
      server = await startServerProcess({ databaseUrl: testDatabase.url, simulatorUrl, dataFolder });
      const { url } = server;
      const before = answered.members.size + answered.partners.size;
      const writers = Array.from({ length: WRITERS }, (_, index) => writeUntilKilled(url, `k${count}w${index}`));
      const failed = Promise.all(writers);
      failed.catch(() => undefined);
      await until(() => answered.members.size + answered.partners.size >= before + count, 'enough answers');
      await server.kill();
      await failed;

      const database = await testDatabase.open();
      expect(await brokenInvariants(database)).toEqual({});
      expect(await lost(database)).toEqual([]);
      if (kind === 'SQLite') {
        expect(await database.writer.query('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      }
      await database.close();
    },
  );

  it('lets the server start again and go on where it was', async () => {
    server = await startServerProcess({ databaseUrl: testDatabase.url, simulatorUrl, dataFolder });
    const call = callersOf(server.url, simulatorUrl);
    expect(answered.members.size).toBeGreaterThan(40);
    const [[key = '', refreshToken] = []] = answered.members;
    const refreshed = await call.graphql<{
      sessionRefresh: { userErrors: unknown[]; session: { accessToken: string } };
    }>(
      `mutation ($refreshToken: String!) {
        sessionRefresh(input: { refreshToken: $refreshToken }) { userErrors { code } session { accessToken } }
      }`,
      { variables: { refreshToken } },
    );
    expect(refreshed.data.sessionRefresh.userErrors).toEqual([]);
    const token = refreshed.data.sessionRefresh.session.accessToken;
    const me = await call.graphql<{ me: { nickname: string } }>('{ me { nickname } }', { token });
    expect(me.data.me.nickname).toBe('微信用户');
    await call.signIn(key);
    expect(await server.stop()).toBe(0);
    const database = await testDatabase.open();
    const same = `SELECT COUNT(*) AS n FROM identity WHERE subject = 'u-${key}'`;
    expect(await countOf(database, same)).toBe(1);
    expect(await brokenInvariants(database)).toEqual({});
  });
});
