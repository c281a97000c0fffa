import { databaseClasses } from '../../src/database-classes';
import type { MemberState } from '../../src/engine/state';
import { assetsProgram, liveThrough } from '../support/assets';
import { describeOnEachDatabase } from '../support/databases';
import { merge } from '../support/linking';
import { memberId } from '../support/members';
import { faultsOf } from '../support/proofs';
import { startTestServer, type TestServer } from '../support/test-server';

jest.setTimeout(60_000);

describeOnEachDatabase('states that were stored before they said what was used in all', (kind) => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startTestServer(kind, { program: assetsProgram });
  });
  afterEach(() => server.close());

  const states = () =>
    server.database.writer.query('SELECT member_id, state FROM member_state ORDER BY member_id') as Promise<
      { member_id: number; state: string }[]
    >;

  /** As an older server left it: without counters, and without a word of coupons where there are none. */
  const older = (text: string): string => {
    const state = JSON.parse(text) as Partial<MemberState> & { wallet?: object };
    for (const key of ['couponTotals', 'rewardPoints'] as const) delete state[key];
    if (state.wallet) delete (state.wallet as { spentFen?: number }).spentFen;
    if (state.couponSeq === 0) {
      for (const key of ['couponSeq', 'coupons', 'couponClaims', 'gifts', 'celebrated'] as const) delete state[key];
      if (Object.keys(state.entitlements ?? {}).length === 0) delete state.entitlements;
    }
    return JSON.stringify(state);
  };

  const migrateAgain = async () => {
    const { writer } = server.database;
    const last = (databaseClasses.migrations as { name: string }[]).find(({ name }) => /CompleteMember/.test(name));
    await writer.query('DELETE FROM migrations WHERE name = ?', [last?.name]);
    expect((await writer.runMigrations()).map(({ name }) => name)).toEqual([last?.name]);
  };

  it('are what their journals fold to, byte by byte, and members read on', async () => {
    const partner = await server.partnerToken();
    for (const ref of ['wang', 'li', 'zhou']) await liveThrough(server, partner, ref);
    expect(await merge(server, await memberId(server, 'li'), await memberId(server, 'wang'))).toEqual([]);
    server.clock.advance({ days: 12 });
    await server.nightly();
    const { writer } = server.database;
    const before = await states();
    expect(before.length).toBeGreaterThan(3);
    for (const { member_id, state } of before) {
      await writer.query('UPDATE member_state SET state = ? WHERE member_id = ?', [older(state), member_id]);
    }
    expect(await faultsOf(server.database, server.clock)).not.toEqual([]);
    await migrateAgain();
    expect(await states()).toEqual(before);
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
    // Once more, as after a start that was cut short.
    await migrateAgain();
    expect(await states()).toEqual(before);
    const query = '{ members(first: 50) { edges { node { assets { coupons { expired } benefits { left } } } } } }';
    const { errors } = await server.graphql(query, { token: 'demo-viewer' });
    expect(errors).toBeUndefined();
    await liveThrough(server, await server.partnerToken(), 'lin');
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
  });
});
