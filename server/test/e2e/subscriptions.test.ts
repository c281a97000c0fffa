import { WebSocket } from 'ws';
import { describeOnEachDatabase } from '../support/databases';
import { memberId } from '../support/members';
import { mutate, refusalsOf } from '../support/sessions';
import { addProduct } from '../support/shelf';
import { connectSocket, type SocketClient } from '../support/socket-client';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';
import { until } from '../support/until';

// A whole server before the first test, on a machine that may be busy.
jest.setTimeout(60_000);

const WATCH = 'subscription { memberUpdated { nickname level { level { code } } } }';

describeOnEachDatabase('GraphQL over WebSocket', (kind) => {
  let server: TestServer;
  const clients: SocketClient[] = [];
  beforeAll(async () => {
    server = await startTestServer(kind, { socketRecheckMs: 20 });
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.close();
  });
  afterAll(() => server.close());

  function connect(token?: string, authorization?: string): SocketClient {
    const client = connectSocket(server, token, authorization);
    clients.push(client);
    return client;
  }
  const tokenOf = async (key: string) => (await server.signIn(key)).accessToken;
  const rename = async (token: string, nickname: string) =>
    expect(refusalsOf(await mutate(server, 'memberUpdate', { nickname }, { token }))).toEqual([]);
  const codesOf = (error: unknown) =>
    (error as { extensions: { code: string } }[]).map(({ extensions }) => extensions.code);

  /** A subscription that is surely watching: what is sent later on the same socket is answered later. */
  async function watch(client: SocketClient) {
    const subscribed = client.subscribe(WATCH);
    await client.once('{ __typename }');
    return subscribed;
  }

  describe('memberUpdated', () => {
    it('tells of every change, each time as it is then', async () => {
      const token = await tokenOf('lin');
      const { events } = await watch(connect(token));
      for (const nickname of ['one', 'two', 'three']) {
        await rename(token, nickname);
        await until(() => JSON.stringify(events.at(-1)?.data ?? {}).includes(nickname), `the event of ${nickname}`);
      }
      expect(events).toHaveLength(3);
      expect(events[2]).toEqual({
        data: { memberUpdated: { nickname: 'three', level: { level: { code: 'silver' } } } },
      });
    });

    it('tells members of themselves alone, on all their devices', async () => {
      const [mine, theirs] = [await tokenOf('chen'), await tokenOf('zhou')];
      const [first, second, other] = [
        await watch(connect(mine)),
        await watch(connect(await tokenOf('chen'))),
        await watch(connect(theirs)),
      ];
      await rename(mine, 'my change');
      await until(() => first.events.length === 1 && second.events.length === 1, 'the events');
      await rename(theirs, 'their change');
      await until(() => other.events.length === 1, 'the event of the other');
      expect(other.events).toMatchObject([{ data: { memberUpdated: { nickname: 'their change' } } }]);
      expect([first.events.length, second.events.length]).toEqual([1, 1]);
    });

    it('tells of nothing when a change was refused', async () => {
      const token = await tokenOf('wu');
      const { events } = await watch(connect(token));
      expect(refusalsOf(await mutate(server, 'memberUpdate', { nickname: '' }, { token }))).toHaveLength(1);
      await rename(token, 'a real change');
      await until(() => events.length > 0);
      expect(events).toMatchObject([{ data: { memberUpdated: { nickname: 'a real change' } } }]);
    });

    it('is for members', async () => {
      const client = connect('demo-admin');
      const subscribed = client.subscribe(WATCH);
      await until(() => subscribed.ended);
      expect(codesOf(subscribed.ended?.error)).toEqual(['FORBIDDEN']);
    });

    it('stops when the client says so, and the socket goes on', async () => {
      const token = await tokenOf('sun');
      const client = connect(token);
      const stopped = await watch(client);
      const running = await watch(client);
      stopped.stop();
      await client.once('{ __typename }');
      await rename(token, 'after the stop');
      await until(() => running.events.length === 1);
      expect(stopped.events).toEqual([]);
    });
  });

  describe('orderUpdated', () => {
    const WATCH_ORDERS = 'subscription { orderUpdated { id state returnedPoints } }';
    const pointsFor = async (key: string) => {
      const input = { idempotencyKey: key, memberId: await memberId(server, key), delta: 500, reason: 'test' };
      expect(refusalsOf(await mutate(server, 'pointsAdjust', input, { token: 'demo-operator' }))).toEqual([]);
    };

    it('tells of one’s own orders, each as it is then, by whomever it was changed', async () => {
      const [token, theirs] = [await tokenOf('lin'), await tokenOf('chen')];
      for (const key of ['lin', 'chen']) await pointsFor(key);
      const { skuId } = await addProduct(server, { kind: 'ONLINE_BENEFIT' });
      const client = connect(token);
      const { events } = client.subscribe(WATCH_ORDERS);
      await client.once('{ __typename }');
      const place = async (by: string) => {
        const input = { idempotencyKey: 'order', skuId };
        const options = { token: by, selection: 'order { id }' };
        const { data } = await mutate<{ order: { id: string } }>(server, 'mallOrderPlace', input, options);
        return data.payload.order.id;
      };
      await place(theirs);
      const id = await place(token);
      await until(() => events.length === 1, 'the event of the order');
      expect(events[0]).toEqual({ data: { orderUpdated: { id, state: 'PAID', returnedPoints: 0 } } });
      // What jobs, callbacks and other servers do is told by the outbox.
      await server.dispatch();
      await until(() => events.length === 2, 'the event of the outbox');
      const refund = { idempotencyKey: 'refund', orderId: id, points: 30, reason: 'test' };
      expect(refusalsOf(await mutate(server, 'mallOrderRefund', refund, { token: 'demo-operator' }))).toEqual([]);
      await until(() => events.length === 3, 'the event of the refund');
      expect(events[2]).toEqual({ data: { orderUpdated: { id, state: 'PAID', returnedPoints: 30 } } });
      expect(JSON.stringify(events)).not.toContain('null');
    });
  });

  describe('the end of a session ends its sockets', () => {
    it.each(['watching', 'idle'])('on signing out, %s', async (state) => {
      const token = await tokenOf('zhao');
      const [here, elsewhere] = [connect(token), connect(await tokenOf('zhao'))];
      const subscribed = state === 'watching' ? await watch(here) : undefined;
      await Promise.all([here.once('{ me { id } }'), elsewhere.once('{ me { id } }')]);
      await mutate(server, 'sessionRevoke', {}, { token });
      expect(await here.closed).toEqual({ code: 4401, reason: 'TOKEN_REVOKED' });
      expect(subscribed?.events ?? []).toEqual([]);
      expect(await elsewhere.once('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
    });

    it.each(['watching', 'idle'])('on a block, %s; over HTTP the member still sees why', async (state) => {
      const token = await tokenOf('qian');
      const client = connect(token);
      if (state === 'watching') await watch(client);
      await client.once('{ me { id } }');
      const input = { memberId: await memberId(server, 'qian'), reason: '请联系客服' };
      expect(refusalsOf(await mutate(server, 'memberBlock', input, { token: 'demo-operator' }))).toEqual([]);
      expect(await client.closed).toEqual({ code: 4401, reason: 'MEMBER_BLOCKED' });
      expect(await connect(token).closed).toEqual({ code: 4401, reason: 'MEMBER_BLOCKED' });
      expect((await server.graphql('{ me { statusReason } }', { token })).data).toEqual({
        me: { statusReason: '请联系客服' },
      });
      expect(
        refusalsOf(await mutate(server, 'memberUnblock', { memberId: input.memberId }, { token: 'demo-operator' })),
      ).toEqual([]);
      expect(await connect(token).once('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
    });

    it('when the token ends', async () => {
      const client = connect(await tokenOf('lin'));
      await client.once('{ me { id } }');
      server.clock.advance({ minutes: 15 });
      expect(await client.closed).toEqual({ code: 4401, reason: 'TOKEN_EXPIRED' });
    });
  });

  describe('connecting', () => {
    it.each([
      ['no token', undefined, 'UNAUTHENTICATED'],
      ['an unknown token', 'Bearer nonsense', 'TOKEN_INVALID'],
      ['a token without its scheme', 'demo-admin', 'TOKEN_INVALID'],
    ])('is refused with %s', async (_, authorization, reason) => {
      expect(await connect(undefined, authorization).closed).toEqual({ code: 4401, reason });
    });

    it('is refused to a protocol that we do not speak, and at other paths', async () => {
      const closeCode = (path: string, protocol: string) =>
        new Promise((resolve) => {
          const socket = new WebSocket(`${server.url.replace('http', 'ws')}${path}`, protocol);
          socket.on('close', resolve);
          socket.on('error', () => undefined);
        });
      expect(await closeCode('/graphql', 'graphql-ws')).toBeGreaterThanOrEqual(1002);
      expect(await closeCode('/elsewhere', 'graphql-transport-ws')).toBe(1006);
    });
  });

  describe('queries and mutations', () => {
    it('are answered', async () => {
      const client = connect(await tokenOf('sun'));
      const variables = { nickname: '孙同学 🎓' };
      const changed = await client.once(
        'mutation ($nickname: String) { memberUpdate(input: { nickname: $nickname }) { member { nickname } } }',
        variables,
      );
      expect(changed).toEqual({ data: { memberUpdate: { member: variables } } });
      expect(await client.once('{ me { nickname } }')).toEqual({ data: { me: variables } });
    });

    it.each([
      ['syntax', '{', 'GRAPHQL_PARSE_FAILED'],
      ['validity', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
      ['access', '{ members(first: 1) { edges { cursor } } }', 'FORBIDDEN'],
      [
        'access through a fragment',
        '{ ...F } fragment F on Query { members(first: 1) { edges { cursor } } }',
        'FORBIDDEN',
      ],
      [
        'the number of aliases',
        `{ ${Array.from({ length: 31 }, (_, index) => `a${index}: __typename`).join(' ')} }`,
        'DOCUMENT_TOO_LARGE',
      ],
      ['the number of tokens', `{ ${'__typename '.repeat(2001)} }`, 'GRAPHQL_PARSE_FAILED'],
      ['an ambiguous document', 'query A { __typename } query B { __typename }', 'OPERATION_RESOLUTION_FAILURE'],
      ['fragments that double one another', fragmentBomb(100), 'DOCUMENT_TOO_LARGE'],
    ])('obey what HTTP obeys: %s', async (_, document, code) => {
      const client = connect(await tokenOf('lin'));
      const before = await tableRows(server.database);
      const errors = await client.once(document).catch((error: unknown) => error);
      expect(codesOf(errors)).toEqual([code]);
      expect(JSON.stringify(errors)).not.toContain('"http"');
      expect(await tableRows(server.database)).toEqual(before);
    });

    it('tell of a wrong variable', async () => {
      const client = connect(await tokenOf('lin'));
      const answer = await client.once('query ($id: ID!) { node(id: $id) { id } }', {});
      expect(answer.errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'BAD_USER_INPUT' }]);
    });

    it('end the socket when a message is too large', async () => {
      // The library tells the console, which is none of this test's business.
      const quiet = jest.spyOn(console, 'error').mockImplementation(() => undefined);
      const client = connect(await tokenOf('lin'));
      client.once(`{ __typename } # ${'x'.repeat(64 * 1024)}`).catch(() => undefined);
      expect((await client.closed).code).toBe(1009);
      quiet.mockRestore();
    });
  });
});

/** Ten lines that stand for a thousand objects, twenty for a million, a hundred for more than there are atoms. */
function fragmentBomb(levels: number): string {
  const fragment = (level: number) =>
    `fragment F${level} on Query { a: program { code } ...F${level + 1} ...F${level + 1} }`;
  const fragments = Array.from({ length: levels }, (_, level) => fragment(level));
  return `{ ...F0 } ${fragments.join(' ')} fragment F${levels} on Query { program { code } }`;
}
