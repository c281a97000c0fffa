import { describeOnEachDatabase } from '../support/databases';
import { plansProgram } from '../support/plans';
import { mutate, refusalsOf } from '../support/sessions';
import { SubscriberBench } from '../support/subscribers';
import { tableRows } from '../support/table-rows';

jest.setTimeout(120_000);

const benefit = (code: string) =>
  `  - { code: ${code}, name: { zh-CN: 权益, en: Benefit }, kind: service, layer: basic, entitlement: { quota: 2, per: month } }\n`;
const program = `${plansProgram.replace('scheme: hybrid', 'scheme: hybrid\n    benefits: [lounge]')}
benefits:
${benefit('lounge')}${benefit('valet')}
family: { seats: 2, shares: [lounge, valet], coolDown: P10D, invitationFor: P3D }
`;
/** What a refusal must leave as it is; signing in changes other tables. */
const TABLES = ['family_member', 'family_invitation', 'member_state', 'journal', 'outbox', 'idempotency'];
const FAMILY = `family { isOwner seats coolDownUntil owner { nickname } members { id joinedAt canRemove }
  invitation { code link expiresAt } shares { code } }`;

interface SeenFamily {
  isOwner: boolean;
  seats: number;
  coolDownUntil: string | null;
  members: { id: string; canRemove: boolean }[];
  invitation: { code: string; link: string; expiresAt: string } | null;
  shares: { code: string }[];
}

describeOnEachDatabase('families', (kind) => {
  let bench: SubscriberBench;
  let keys = 0;
  const ids: Record<string, string> = {};
  const grant = (user: string) =>
    bench.done('demo-operator', 'planGrant', { memberId: ids[user], planCode: 'month', reason: '测试' });

  const idOf = async (user: string) => {
    const token = await bench.token(user);
    return (await bench.server.graphql<{ me: { id: string } }>('{ me { id } }', { token })).data.me.id;
  };

  beforeAll(async () => {
    bench = await SubscriberBench.start(kind, program);
    for (const user of ['lin', 'wu', 'chen', 'zhou', 'sun', 'hei']) {
      ids[user] = await idOf(user);
    }
    await bench.at('2026-03-02T10:00');
    for (const user of ['lin', 'sun']) await grant(user);
    const block = { memberId: ids.hei, reason: '测试' };
    expect(refusalsOf(await mutate(bench.server, 'memberBlock', block, { token: 'demo-operator' }))).toEqual([]);
  });
  afterAll(() => bench.close());

  const call = async (user: string, mutation: string, input: object = {}, key = `f-${++keys}`) => {
    const options = { token: await bench.token(user), selection: FAMILY };
    const answer = await mutate<{ family: SeenFamily | null }>(
      bench.server,
      mutation,
      { idempotencyKey: key, ...input },
      options,
    );
    expect(answer.errors).toBeUndefined();
    return { family: answer.data.payload?.family, refusal: refusalsOf(answer)[0]?.code };
  };
  const seen = async (user: string) => {
    const token = await bench.token(user);
    return (await bench.server.graphql<{ me: { family: SeenFamily | null } }>(`{ me { ${FAMILY} } }`, { token })).data
      .me.family;
  };
  const invite = async (user = 'lin') => {
    const { family, refusal } = await call(user, 'familyInvite');
    if (!family?.invitation) throw new Error(`No invitation was made: ${refusal}`);
    return family.invitation.code;
  };
  const who = (family: SeenFamily | null | undefined) =>
    family?.members.map(({ id }) => Object.keys(ids).find((user) => ids[user] === id));

  it('are joined by an invitation, once, and share what the plan gives', async () => {
    expect(await seen('lin')).toMatchObject({ isOwner: true, seats: 2, members: [], invitation: null });
    expect(await seen('wu')).toBeNull();
    const code = await invite();
    expect((await seen('lin'))?.invitation).toMatchObject({ code, link: expect.stringContaining(code) });
    const accepted = await call('wu', 'familyAccept', { code: code.toLowerCase() }, 'accept');
    expect(accepted.family).toMatchObject({ isOwner: false, shares: [{ code: 'lounge' }], invitation: null });
    expect(await call('wu', 'familyAccept', { code: code.toLowerCase() }, 'accept')).toEqual(accepted);
    const mine = await seen('lin');
    expect([who(mine), mine?.members[0]?.canRemove, mine?.invitation]).toEqual([['wu'], true, null]);
    expect(who(accepted.family)).toEqual(['wu']);
  });

  it('refuse who may not, and then nothing changes', async () => {
    const code = await invite();
    await bench.at('2026-03-03T10:00');
    const before = await tableRows(bench.server.database, ...TABLES);
    const refused = async (user: string, mutation: string, input: object = {}) =>
      (await call(user, mutation, input)).refusal;
    expect(await refused('chen', 'familyInvite')).toBe('FAMILY_NOT_OFFERED');
    expect(await refused('wu', 'familyInvite')).toBe('FAMILY_NOT_OFFERED');
    expect(await refused('lin', 'familyAccept', { code })).toBe('FAMILY_OWN');
    expect(await refused('wu', 'familyAccept', { code })).toBe('FAMILY_CONFLICT');
    expect(await refused('sun', 'familyAccept', { code })).toBe('FAMILY_CONFLICT');
    expect(await refused('hei', 'familyAccept', { code })).toBe('MEMBER_BLOCKED');
    expect(await refused('chen', 'familyAccept', { code: 'nothing' })).toBe('FAMILY_INVITATION_INVALID');
    expect(await refused('chen', 'familyLeave')).toBe('FAMILY_NOT_FOUND');
    expect(await refused('lin', 'familyLeave')).toBe('FAMILY_NOT_FOUND');
    expect(await refused('sun', 'familyRemove', { memberId: ids.wu })).toBe('FAMILY_NOT_FOUND');
    expect(await refused('lin', 'familyRemove', { memberId: ids.chen })).toBe('FAMILY_NOT_FOUND');
    expect(await tableRows(bench.server.database, ...TABLES)).toEqual(before);
    await bench.at('2026-03-05T10:00');
    expect(await refused('chen', 'familyAccept', { code })).toBe('FAMILY_INVITATION_INVALID');
  });

  it('give the last seat to one of several who want it at once', async () => {
    const codes = [await invite(), await invite()];
    const users = ['chen', 'zhou'];
    for (const user of users) await bench.token(user);
    const race = await Promise.all(users.map((user, index) => call(user, 'familyAccept', { code: codes[index] })));
    expect(race.map(({ refusal }) => refusal).sort()).toEqual(['FAMILY_FULL', undefined]);
    expect(who(await seen('lin'))).toHaveLength(2);
    expect((await call('lin', 'familyInvite')).refusal).toBe('FAMILY_FULL');
  });

  it('that are left cool down: the seat, and who left', async () => {
    const [, winner = ''] = who(await seen('lin')) ?? [];
    const loser = winner === 'chen' ? 'zhou' : 'chen';
    const removed = await call('lin', 'familyRemove', { memberId: ids[winner] });
    expect(who(removed.family)).toEqual(['wu']);
    expect(removed.family?.coolDownUntil?.slice(0, 10)).toBe('2026-03-15');
    expect(await seen(winner)).toBeNull();
    expect((await call('lin', 'familyInvite')).refusal).toBe('FAMILY_FULL');
    const code = await invite('sun');
    expect((await call(winner, 'familyAccept', { code })).refusal).toBe('FAMILY_COOL_DOWN');
    await bench.at('2026-03-16T10:00');
    expect((await seen('lin'))?.coolDownUntil).toBeNull();
    expect(who((await call(winner, 'familyAccept', { code: await invite('sun') })).family)).toEqual([winner]);
    expect((await call(loser, 'familyAccept', { code: await invite() })).refusal).toBeUndefined();
    expect((await call('wu', 'familyLeave')).family).toBeNull();
    expect(who(await seen('lin'))).toEqual([loser]);
  });

  it('go on with the owner’s plan, follow a merge, and end when the plan does; everybody may come back', async () => {
    const [other = ''] = who(await seen('lin')) ?? [];
    await grant('lin');
    await bench.server.dispatch();
    await bench.at('2026-04-20T10:00');
    expect((await seen(other))?.shares).toEqual([{ code: 'lounge' }]);
    expect((await seen('sun')) ?? 'over').toBe('over');
    ids.new = await idOf('new');
    const merge = { survivorId: ids.new, absorbedId: ids[other], reason: '同一人' };
    expect(refusalsOf(await mutate(bench.server, 'memberMerge', merge, { token: 'demo-operator' }))).toEqual([]);
    await bench.server.dispatch();
    expect(who(await seen('lin'))).toEqual(['new']);
    expect((await seen('new'))?.shares).toEqual([{ code: 'lounge' }]);
    await bench.at('2026-05-03T10:00');
    expect([await seen('lin'), await seen('new')]).toEqual([null, null]);
    const rows = await bench.rows<{ reason: string }>('SELECT reason FROM family_member ORDER BY id');
    expect(rows.map(({ reason }) => reason).sort()).toEqual(['ENDED', 'ENDED', 'LEFT', 'REMOVED']);
    await grant('lin');
    const code = await invite();
    for (const user of ['new', 'wu']) await bench.token(user);
    const once = await Promise.all(['new', 'wu'].map((user) => call(user, 'familyAccept', { code })));
    expect(once.map(({ refusal }) => refusal).sort()).toEqual(['FAMILY_INVITATION_INVALID', undefined]);
  });
});
