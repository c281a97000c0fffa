import { inTransaction } from '../../src/platform/database/unit-of-work';
import { describeOnEachDatabase } from '../support/databases';
import { newPartnerToken, record, type SentEvent, told } from '../support/events';
import { brokenInvariants } from '../support/invariants';
import { link, linkingProgram, linkToken, me, merge } from '../support/linking';
import { memberId, phoneCode } from '../support/members';
import { faultsOf } from '../support/proofs';
import { callWith, mutate, refresh, refusalsOf } from '../support/sessions';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';

jest.setTimeout(60_000);

describeOnEachDatabase('who is who', (kind) => {
  let server: TestServer;
  let partner: string;
  beforeAll(async () => {
    server = await startTestServer(kind, { program: linkingProgram });
    partner = await server.partnerToken();
  });
  afterEach(async () => {
    server.clock.advance({ seconds: 20 });
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
    expect(await brokenInvariants(server.database)).toEqual({});
  });
  afterAll(() => server.close());

  const tell = async (memberRef: string, events: SentEvent[], token = partner) =>
    told(
      (
        await record(
          server,
          token,
          events.map((event) => ({ memberRef, ...event })),
        )
      ).results,
    );
  const order = (memberRef: string, eventId: string, yuan: number) =>
    tell(memberRef, [{ eventId, type: 'order.completed', amountFen: yuan * 100 }]);
  const refundOf = (memberRef: string, reverses: string, yuan: number) =>
    tell(memberRef, [
      { eventId: `${reverses}-of-${memberRef}`, type: 'order.refunded', reverses, amountFen: yuan * 100 },
    ]);
  /** Somebody who has signed in and has a history of their own, by another partner’s reference that was joined. */
  async function signedInWithHistory(key: string, yuan: number): Promise<string> {
    const { accessToken } = await server.signIn(key);
    const second = await newPartnerToken(server, `of-${key}`, {
      mayRegister: true,
      scopes: ['EVENTS_WRITE', 'MEMBERS_LINK'],
    });
    await link(server, accessToken, await linkToken(server, second, key));
    await tell(key, [{ eventId: `${key}-own`, type: 'order.completed', amountFen: yuan * 100 }], second);
    return accessToken;
  }
  const refused = async (work: () => Promise<unknown>) => {
    const before = await tableRows(server.database);
    const answer = await work();
    expect(await tableRows(server.database)).toEqual(before);
    return answer;
  };

  describe('memberLink', () => {
    it('joins a reference that nobody bears, and events lead to the member', async () => {
      const { accessToken } = await server.signIn('fresh');
      const { data } = await link(server, accessToken, await linkToken(server, partner, 'fresh-ref'));
      const { id } = await me(server, accessToken);
      expect(data.payload).toEqual({ member: { id }, session: null, mergeRequest: null, userErrors: [] });
      expect(await order('fresh-ref', 'fresh-1', 100)).toEqual(['APPLIED']);
      expect((await me(server, accessToken)).points.available).toBe(100);
      // What is theirs already changes nothing.
      const again = await link(server, accessToken, await linkToken(server, partner, 'fresh-ref'));
      expect(again.data.payload).toEqual(data.payload);
    });

    it('lets somebody without a history go on as the partner’s member, under a new session', async () => {
      await order('shop-1', 'shop-1', 1200);
      const old = await server.signIn('newcomer');
      const code = await phoneCode(server, 'newcomer');
      await mutate(server, 'memberPhoneBind', { code }, { token: old.accessToken });
      const shopMember = await memberId(server, 'shop-1');
      const { data } = await link(server, old.accessToken, await linkToken(server, partner, 'shop-1'));
      expect(data.payload.member).toEqual({ id: shopMember });
      const { accessToken = '', refreshToken = '' } = data.payload.session ?? {};
      const query = '{ me { id nickname phoneMasked points { available } level { level { code } } } }';
      expect((await server.graphql(query, { token: accessToken })).data).toEqual({
        me: {
          ...{ id: shopMember, nickname: '微信用户', phoneMasked: expect.stringContaining('****') },
          ...{ points: { available: 1200 }, level: { level: { code: 'upper' } } },
        },
      });
      expect((await refresh(server, refreshToken)).codes).toEqual([]);
      // The old session is over, and signing in leads to the same member.
      expect(await callWith(server, old.accessToken)).toEqual([401, 'TOKEN_REVOKED']);
      expect((await refresh(server, old.refreshToken)).codes).toEqual(['SESSION_REVOKED']);
      const next = await server.signIn('newcomer');
      expect((await me(server, next.accessToken)).id).toBe(shopMember);
    });

    it('absorbs a partner’s member without a history', async () => {
      const accessToken = await signedInWithHistory('settled', 50);
      const second = await newPartnerToken(server, 'plain', {
        mayRegister: true,
        scopes: ['EVENTS_WRITE', 'MEMBERS_LINK'],
      });
      // A joined reference of a second account, whose member has signed in and done nothing.
      const other = await server.signIn('settled-second');
      await link(server, other.accessToken, await linkToken(server, second, 'plain-ref'));
      const { id } = await me(server, accessToken);
      const { data } = await link(server, accessToken, await linkToken(server, second, 'plain-ref'));
      expect(data.payload).toEqual({ member: { id }, session: null, mergeRequest: null, userErrors: [] });
      expect(await callWith(server, other.accessToken)).toEqual([401, 'TOKEN_REVOKED']);
      expect((await me(server, (await server.signIn('settled-second')).accessToken)).id).toBe(id);
    });

    it('asks staff when both have a history, once, and changes nothing else', async () => {
      const accessToken = await signedInWithHistory('torn', 50);
      await order('torn-ref', 'torn-1', 100);
      const { data } = await link(server, accessToken, await linkToken(server, partner, 'torn-ref'));
      expect(data.payload).toMatchObject({ session: null, mergeRequest: { state: 'OPEN' }, userErrors: [] });
      const again = await link(server, accessToken, await linkToken(server, partner, 'torn-ref'));
      expect(again.data.payload.mergeRequest).toEqual(data.payload.mergeRequest);
      const { id, points } = await me(server, accessToken);
      expect(points.available).toBe(50);
      const list = `{ mergeRequests(state: OPEN, first: 10) { edges { node { id member { id } other { id } } } } }`;
      const request = {
        id: data.payload.mergeRequest?.id,
        member: { id },
        other: { id: await memberId(server, 'torn-ref') },
      };
      expect((await server.graphql(list, { token: 'demo-viewer' })).data).toEqual({
        mergeRequests: { edges: [{ node: request }] },
      });
      const reject = (requestId: unknown, reason = 'Two people') =>
        mutate(
          server,
          'mergeRequestReject',
          { requestId, reason },
          { token: 'demo-operator', selection: 'mergeRequest { state decidedBy }' },
        );
      expect(refusalsOf((await refused(() => reject(request.id, ' '))) as never)).toMatchObject([
        { code: 'INPUT_INVALID' },
      ]);
      expect((await reject(request.id)).data.payload).toMatchObject({ mergeRequest: { state: 'REJECTED' } });
      expect(refusalsOf((await refused(() => reject(request.id))) as never)).toMatchObject([
        { code: 'STATE_CONFLICT' },
      ]);
      expect(refusalsOf((await refused(() => reject('mrq_none'))) as never)).toMatchObject([{ code: 'NOT_FOUND' }]);
    });

    it('answers a repetition with the same key', async () => {
      const { accessToken } = await server.signIn('keyed');
      const token = await linkToken(server, partner, 'keyed-ref');
      const first = await link(server, accessToken, token, 'k');
      expect((await link(server, accessToken, token, 'k')).data).toEqual(first.data);
      const another = await linkToken(server, partner, 'keyed-ref');
      const codes = refusalsOf((await refused(() => link(server, accessToken, another, 'k'))) as typeof first);
      expect(codes).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
    });

    it('refuses a token that is unknown, used, or too old', async () => {
      const { accessToken } = await server.signIn('late');
      const used = await linkToken(server, partner, 'late-ref');
      await link(server, accessToken, used);
      const old = await linkToken(server, partner, 'late-ref');
      server.clock.advance({ minutes: 10 });
      for (const token of ['guess', used, old]) {
        const answer = (await refused(() => link(server, accessToken, token))) as Awaited<ReturnType<typeof link>>;
        expect(refusalsOf(answer)).toEqual([{ code: 'LINK_TOKEN_INVALID', field: ['token'] }]);
      }
    });

    it('refuses a second reference of one partner, and blocked members on either side', async () => {
      const { accessToken } = await server.signIn('twice');
      await link(server, accessToken, await linkToken(server, partner, 'twice-1'));
      await order('twice-3', 'twice-3', 10);
      const block = (id: string) =>
        mutate(server, 'memberBlock', { memberId: id, reason: 'Checked' }, { token: 'demo-operator' });
      const codesOf = async (token: string, by = accessToken) => {
        const answer = (await refused(() => link(server, by, token))) as Awaited<ReturnType<typeof link>>;
        return refusalsOf(answer).map(({ code }) => code);
      };
      for (const ref of ['twice-2', 'twice-3']) {
        expect(await codesOf(await linkToken(server, partner, ref))).toEqual(['STATE_CONFLICT']);
      }
      const free = await server.signIn('free');
      await block(await memberId(server, 'twice-3'));
      expect(await codesOf(await linkToken(server, partner, 'twice-3'), free.accessToken)).toEqual(['MEMBER_BLOCKED']);
      await block((await me(server, free.accessToken)).id);
      expect(await codesOf(await linkToken(server, partner, 'free-ref'), free.accessToken)).toEqual(['MEMBER_BLOCKED']);
    });

    it('gives no token for an unknown reference to a partner who may not register', async () => {
      const plain = await newPartnerToken(server, 'not-registering', { scopes: ['MEMBERS_LINK'] });
      for (const [ref, code] of [
        ['nobody', 'NOT_FOUND'],
        [' x', 'INPUT_INVALID'],
      ]) {
        const create = () =>
          mutate(server, 'memberLinkTokenCreate', { memberRef: ref }, { token: plain, selection: 'token' });
        expect(refusalsOf((await refused(create)) as never)).toEqual([{ code, field: ['memberRef'] }]);
      }
    });
  });

  describe('memberMerge', () => {
    it('brings both histories together, with what refunds and returns may name', async () => {
      await order('m1', 'm1-1', 600);
      await order('m2', 'm2-1', 500);
      const call = (name: string, input: object) =>
        mutate<{ hold: { id: string } }>(server, name, input as never, { token: partner, selection: 'hold { id } ' });
      const held = await call('pointsHold', {
        idempotencyKey: 'm2',
        memberRef: 'm2',
        orderRef: 'O',
        orderAmountFen: 100,
        points: 200,
        expiresIn: 'PT1H',
      });
      const { id: holdId } = held.data.payload.hold;
      const [survivor, absorbed] = [await memberId(server, 'm1'), await memberId(server, 'm2')];
      const open = (await refused(() => merge(server, survivor, absorbed))) as Awaited<ReturnType<typeof merge>>;
      expect(open).toMatchObject([
        { code: 'STATE_CONFLICT', field: ['absorbedId'], message: expect.stringContaining(holdId) },
      ]);
      await call('pointsHoldCapture', { idempotencyKey: 'm2c', holdId, points: 200 });
      expect(await merge(server, survivor, absorbed, { idempotencyKey: 'once' })).toEqual([]);
      expect(await merge(server, survivor, absorbed, { idempotencyKey: 'once' })).toEqual([]);

      const both = `{ member(ref: "m2") { id points { available } growth { value } level { level { code } } } }`;
      expect((await server.graphql(both, { token: partner })).data).toEqual({
        member: {
          id: survivor,
          points: { available: 900 },
          growth: { value: 1100 },
          level: { level: { code: 'upper' } },
        },
      });
      const gone = `query ($id: ID!) { member(id: $id) { status mergedInto points { available } growth { value } } }`;
      const seen = await server.graphql(gone, { token: 'demo-viewer', variables: { id: absorbed } });
      expect(seen.data).toEqual({
        member: { status: 'MERGED', mergedInto: survivor, points: { available: 0 }, growth: { value: 0 } },
      });
      // The lines of both ledgers say what happened.
      const lines = `query ($id: ID!) { member(id: $id) { points { entries(first: 1) { edges { node { kind delta reason } } } } } }`;
      for (const [id, delta] of [
        [absorbed, -300],
        [survivor, 300],
      ] as const) {
        const { data } = await server.graphql(lines, { token: 'demo-viewer', variables: { id } });
        const node = { kind: 'TRANSFER', delta, reason: 'The same person' };
        expect(data).toEqual({ member: { points: { entries: { edges: [{ node }] } } } });
      }
      // A refund of the absorbed member's order, a return of their redemption, a new order by their reference.
      expect(await refundOf('m2', 'm2-1', 100)).toEqual(['APPLIED']);
      expect(await refundOf('m1', 'm2-1', 100)).toEqual(['APPLIED']);
      expect(refusalsOf(await call('pointsRedemptionReturn', { idempotencyKey: 'm2r', holdId, points: 150 }))).toEqual(
        [],
      );
      expect(await order('m2', 'm2-2', 50)).toEqual(['APPLIED']);
      expect((await server.graphql(both, { token: partner })).data).toMatchObject({
        member: { points: { available: 900 - 200 + 150 + 50 }, growth: { value: 1100 - 200 + 50 } },
      });
    });

    it('settles the request about the two, and follows a member who is merged in turn', async () => {
      const accessToken = await signedInWithHistory('asked', 30);
      await order('asked-ref', 'asked-1', 40);
      const { data } = await link(server, accessToken, await linkToken(server, partner, 'asked-ref'));
      const requestId = data.payload.mergeRequest?.id;
      const [signedIn, other] = [(await me(server, accessToken)).id, await memberId(server, 'asked-ref')];
      expect(await merge(server, other, signedIn)).toEqual([]);
      const request = 'query ($id: ID!) { node(id: $id) { ... on MergeRequest { state decidedBy reason } } }';
      expect((await server.graphql(request, { token: 'demo-viewer', variables: { id: requestId } })).data).toEqual({
        node: { state: 'MERGED', decidedBy: expect.any(String), reason: 'The same person' },
      });
      expect(await callWith(server, accessToken)).toEqual([401, 'TOKEN_REVOKED']);
      await order('last', 'last-1', 5);
      const last = await memberId(server, 'last');
      expect(await merge(server, last, other)).toEqual([]);
      const again = await server.signIn('asked');
      expect(await me(server, again.accessToken)).toMatchObject({
        id: last,
        points: { available: 75 },
        growth: { value: 75 },
      });
      expect(await refundOf('asked-ref', 'asked-1', 40)).toEqual(['APPLIED']);
      expect((await me(server, again.accessToken)).points.available).toBe(35);
    });

    it('goes on under a later version of the program, and through the nightly run', async () => {
      await order('v1', 'v1-1', 100);
      await order('v2', 'v2-1', 100);
      expect(await merge(server, await memberId(server, 'v1'), await memberId(server, 'v2'))).toEqual([]);
      const source = linkingProgram.replace('perYuan: 1 }', 'perYuan: 2 }');
      const published = await mutate(server, 'programPublish', { source, note: 'Twice' }, { token: 'demo-admin' });
      expect(refusalsOf(published)).toEqual([]);
      server.clock.moveTo(new Date(server.clock.businessNow().getTime() + 400 * 24 * 3600 * 1000));
      await fetch(`${server.url}/demo/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ advance: 'P1D' }),
      });
      const points = '{ member(ref: "v2") { points { available } } }';
      expect((await server.graphql(points, { token: partner })).data).toEqual({ member: { points: { available: 0 } } });
    });

    it('leads a sign-in that came while its member was merged to who goes on', async () => {
      const early = await server.signIn('early');
      const { id } = await me(server, early.accessToken);
      await order('goes-on', 'goes-on-1', 70);
      const survivor = await memberId(server, 'goes-on');
      expect(await merge(server, survivor, id)).toEqual([]);
      // As if the sign-in had found the member just before, and written its session and name just after.
      await inTransaction(server.database, async (tx) => {
        const [{ absorbed }] = await tx.query(
          "SELECT MAX(id) AS absorbed FROM member WHERE status = 'MERGED' AND nickname = '微信用户'",
        );
        await tx.query('UPDATE session SET ended_at = NULL, ended_reason = NULL WHERE member_id = ?', [absorbed]);
        await tx.query("UPDATE identity SET member_id = ? WHERE subject = 'o-mini-early'", [absorbed]);
      });
      expect(await callWith(server, early.accessToken)).toEqual([401, 'TOKEN_REVOKED']);
      expect((await refresh(server, early.refreshToken)).codes).toEqual(['SESSION_REVOKED']);
      const late = await server.signIn('early');
      expect(await me(server, late.accessToken)).toMatchObject({ id: survivor });
      await inTransaction(server.database, async (tx) => {
        const [{ member_id: now }] = await tx.query("SELECT member_id FROM identity WHERE subject = 'goes-on'");
        await tx.query("UPDATE identity SET member_id = ? WHERE subject = 'o-mini-early'", [now]);
      });
    });

    it('refuses the same member, nobody, who is merged or blocked, and no reason', async () => {
      await order('r1', 'r1-1', 10);
      await order('r2', 'r2-1', 10);
      await order('r3', 'r3-1', 10);
      const [r1, r2, r3] = [await memberId(server, 'r1'), await memberId(server, 'r2'), await memberId(server, 'r3')];
      expect(await merge(server, r1, r2)).toEqual([]);
      await mutate(server, 'memberBlock', { memberId: r3, reason: 'Checked' }, { token: 'demo-operator' });
      const cases: [string, string, object, string, string[]][] = [
        [r1, r1, {}, 'STATE_CONFLICT', ['absorbedId']],
        [r1, 'mbr_none', {}, 'NOT_FOUND', ['absorbedId']],
        [r1, r2, {}, 'STATE_CONFLICT', ['absorbedId']],
        [r2, r1, {}, 'STATE_CONFLICT', ['survivorId']],
        [r1, r3, {}, 'MEMBER_BLOCKED', ['absorbedId']],
        [r3, r1, {}, 'MEMBER_BLOCKED', ['survivorId']],
        [r1, r3, { reason: ' ' }, 'INPUT_INVALID', ['reason']],
      ];
      for (const [survivor, absorbed, changes, code, field] of cases) {
        expect(await refused(() => merge(server, survivor, absorbed, changes))).toMatchObject([{ code, field }]);
      }
      const unblock = () => mutate(server, 'memberUnblock', { memberId: r2 }, { token: 'demo-operator' });
      expect(refusalsOf((await refused(unblock)) as never)).toMatchObject([{ code: 'STATE_CONFLICT' }]);
    });
  });
});
