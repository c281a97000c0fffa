import { type WeChat, WeChatError } from '../../src/connectors/wechat/wechat';
import { appendEffects } from '../../src/modules/journal/outbox.store';
import { ProgramCatalogue } from '../../src/modules/programs';
import { createDeliveries } from '../../src/modules/subscribe-messages';
import { readConfig } from '../../src/platform/config';
import type { Database } from '../../src/platform/database/open-database';
import { inTransaction } from '../../src/platform/database/unit-of-work';
import { createLog } from '../../src/platform/log';
import { describeOnEachDatabase } from '../support/databases';
import { linkToken } from '../support/linking';
import { countOf } from '../support/rows';
import { mutate, refusalsOf } from '../support/sessions';
import { statementsDuring } from '../support/statements';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';
import { until } from '../support/until';

// A whole server for each test, on a machine that may be busy.
jest.setTimeout(120_000);

const [LEVEL, WALLET] = ['demo-template-level', 'demo-template-wallet'];
const { miniProgram, templates } = readConfig({ RUNGS_DEMO: '1' }, () => '5a'.repeat(32)).wechat;

interface Delivery {
  state: string;
  reason: string | null;
  attempts: number;
}

describeOnEachDatabase('subscribe messages', (kind) => {
  let server: TestServer;
  let token: string;
  let lin: number;
  beforeEach(async () => {
    server = await startTestServer(kind);
    token = (await server.signIn('lin')).accessToken;
    lin = await countOf(server.database, "SELECT member_id AS n FROM identity WHERE subject = 'o-mini-lin'");
    // What the demo's history led to.
    await server.dispatch();
  });
  afterEach(() => server.close());

  let keys = 0;
  const record = (answers: object[], caller = token, key = `key-${++keys}`) =>
    mutate<{ member: { messageTemplates: { templateId: string; left: number }[] } }>(
      server,
      'messageConsentRecord',
      { idempotencyKey: key, answers },
      { token: caller, selection: 'member { messageTemplates { templateId left } }' },
    );
  /** The member taps and accepts, so many times: WeChat knows of it, and so do we. */
  const accept = async (times = 1, caller = token, user = 'lin') => {
    for (let n = 0; n < times; n++) {
      await fetch(`${server.simulatorUrl}/simulator/subscribe`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ user, tmplId: LEVEL }),
      });
      await record([{ templateId: LEVEL, answer: 'ACCEPT' }], caller);
    }
  };
  const left = async (caller = token, templateId = LEVEL) => {
    type Answer = { me: { messageTemplates: { templateId: string; left: number }[] } };
    const { data } = await server.graphql<Answer>('{ me { messageTemplates { templateId left } } }', { token: caller });
    return data.me.messageTemplates.find((template) => template.templateId === templateId)?.left;
  };
  const sent = async () => {
    const response = await fetch(`${server.simulatorUrl}/simulator/messages.json`);
    return ((await response.json()) as { openid: string; values: string[]; page: string }[]).reverse();
  };
  const deliveries = async (ref = 'lin') => {
    type Answer = { member: { messageDeliveries: { edges: { node: Delivery }[] } } };
    const query = `query ($ref: String) { member(ref: $ref) { messageDeliveries(first: 100) {
      edges { node { state reason attempts } } } } }`;
    const { data } = await server.graphql<Answer>(query, { token: 'demo-viewer', variables: { ref } });
    return data.member.messageDeliveries.edges
      .map(({ node: { state, reason, attempts } }) => `${state} ${reason ?? '-'} ${attempts}`)
      .reverse();
  };
  /** Things that happen to a member, each a message about the level. */
  const happen = async (count: number, memberId = lin) => {
    const now = server.clock.businessNow().getTime();
    const effects = Array.from({ length: count }, (_, index) => {
      const change = { track: 'growth', from: 'bronze', to: 'gold', cause: 'upgrade' as const };
      return { memberId, effect: { kind: 'levelChanged' as const, ...change, at: now + index }, recordedAt: now };
    });
    await inTransaction(server.database, (tx) => appendEffects(tx, effects));
    await server.dispatch();
  };
  /** Sends by a WeChat that does as it is told, from a connection of its own. */
  const deliverBy = async (send: WeChat['sendSubscribeMessage'], database: Database = server.database) => {
    const wechat = { sendSubscribeMessage: send } as WeChat;
    const programs = new ProgramCatalogue(database, server.clock);
    const parts = { database, wechat, appId: miniProgram.appId, templates, clock: server.clock, programs };
    return createDeliveries({ ...parts, log: createLog('silent', { write: () => undefined }) }).deliver();
  };

  it('count what was accepted, of each template, once for a key', async () => {
    expect([await left(), await left(token, WALLET)]).toEqual([0, 0]);
    const both = [
      { templateId: LEVEL, answer: 'ACCEPT' },
      { templateId: WALLET, answer: 'REJECT' },
    ];
    const { data } = await record(both, token, 'same');
    const templatesNow = data.payload.member.messageTemplates;
    expect(templatesNow).toContainEqual({ templateId: LEVEL, left: 1 });
    expect(templatesNow).toContainEqual({ templateId: WALLET, left: 0 });
    await record(both, token, 'same');
    expect(await left()).toBe(1);
    await record([{ templateId: LEVEL, answer: 'ACCEPT' }]);
    await record([{ templateId: LEVEL, answer: 'REJECT' }]);
    expect(await left()).toBe(2);
    await record([{ templateId: LEVEL, answer: 'BAN' }]);
    expect(await left()).toBe(0);
  });

  it('are of templates that are offered; a refusal changes nothing', async () => {
    const before = await tableRows(server.database);
    const one = { templateId: LEVEL, answer: 'ACCEPT' };
    const refused: [object[], string[]][] = [
      [[], ['answers']],
      [[{ ...one, templateId: 'nothing' }], ['answers', '0', 'templateId']],
      [
        [one, one],
        ['answers', '1', 'templateId'],
      ],
    ];
    for (const [answers, field] of refused) {
      expect(refusalsOf(await record(answers))).toEqual([{ code: 'INPUT_INVALID', field }]);
    }
    expect(await tableRows(server.database)).toEqual(before);
  });

  it('are sent once, in Chinese, to those who accepted, and use an accept up', async () => {
    await accept(2);
    await happen(1);
    await happen(1, lin + 1);
    await server.deliver();
    await server.dispatch();
    await server.deliver();
    const [message, ...others] = await sent();
    expect([message, others]).toMatchObject([{ openid: 'o-mini-lin', page: 'packages/messages/index' }, []]);
    expect(message?.values).toEqual([
      '升级为黄金会员',
      expect.stringMatching(/^2026年3月1日 \d\d:\d\d$/),
      '恭喜，您已由青铜会员升级为黄金会员。',
    ]);
    expect([await left(), await deliveries()]).toEqual([1, ['SENT - 1']]);
    expect(await countOf(server.database, 'SELECT COUNT(*) AS n FROM message_delivery')).toBe(1);
  });

  it('are given up when WeChat knows of no consent, and then none is left', async () => {
    await record([{ templateId: LEVEL, answer: 'ACCEPT' }]);
    await record([{ templateId: LEVEL, answer: 'ACCEPT' }]);
    await happen(1);
    await server.deliver();
    expect([await left(), await deliveries(), await sent()]).toEqual([0, ['FAILED REFUSED 1'], []]);
  });

  it('are given up for a member who has never been in the mini-program', async () => {
    const session = 'session { accessToken } member { id }';
    type Answer = { session: { accessToken: string } };
    const input = { code: 'demo:webber', channel: 'WEB' };
    const { data } = await mutate<Answer>(server, 'sessionCreate', input, { selection: session });
    const webber = await countOf(server.database, "SELECT member_id AS n FROM identity WHERE subject = 'o-web-webber'");
    await record([{ templateId: LEVEL, answer: 'ACCEPT' }], data.payload.session.accessToken);
    await happen(1, webber);
    await server.deliver();
    const [row] = await server.database.reader.query('SELECT state, reason, attempts FROM message_delivery');
    expect(row).toMatchObject({ state: 'FAILED', reason: 'NO_RECIPIENT' });
    expect(await left(data.payload.session.accessToken)).toBe(1);
  });

  it('are tried again after ever longer pauses while WeChat is busy, and give the consent back', async () => {
    await record([{ templateId: LEVEL, answer: 'ACCEPT' }]);
    await happen(1);
    let calls = 0;
    const busy = async () => {
      calls += 1;
      throw new WeChatError('busy', 'busy', -1);
    };
    await deliverBy(busy);
    expect([calls, await left(), await deliveries()]).toEqual([1, 1, ['PENDING BUSY 1']]);
    await deliverBy(busy);
    expect(calls).toBe(1);
    server.clock.advance({ seconds: 10 });
    await deliverBy(busy);
    server.clock.advance({ seconds: 19 });
    await deliverBy(busy);
    expect(calls).toBe(2);
    for (let n = 0; n < 8; n++) {
      server.clock.advance({ minutes: 10 });
      await deliverBy(busy);
    }
    // The access token has ended meanwhile.
    token = (await server.signIn('lin')).accessToken;
    expect([calls, await left(), await deliveries()]).toEqual([8, 1, ['FAILED BUSY 8']]);
  });

  it('are sent in the end when WeChat was busy', async () => {
    await accept();
    await happen(1);
    await deliverBy(() => Promise.reject(new WeChatError('busy', 'busy', 45009)));
    server.clock.advance({ seconds: 10 });
    await server.deliver();
    expect([await left(), await deliveries(), (await sent()).length]).toEqual([0, ['SENT - 2'], 1]);
  });

  it('are never sent again when nobody knows whether they were, and keep the consent', async () => {
    await record([{ templateId: LEVEL, answer: 'ACCEPT' }]);
    await record([{ templateId: LEVEL, answer: 'ACCEPT' }]);
    await happen(1);
    let calls = 0;
    await deliverBy(async () => {
      calls += 1;
      throw new WeChatError('busy', 'no answer', undefined, true);
    });
    expect([calls, await left(), await deliveries()]).toEqual([1, 1, ['FAILED UNKNOWN 1']]);
    await happen(1);
    // As when the process dies during the call.
    const crash = deliverBy(async () => {
      calls += 1;
      throw new Error('gone');
    });
    await expect(crash).rejects.toThrow('gone');
    expect((await deliveries())[1]).toBe('SENDING - 1');
    await server.deliver();
    expect((await deliveries())[1]).toBe('SENDING - 1');
    server.clock.advance({ minutes: 2 });
    await server.deliver();
    expect([calls, await left(), await deliveries(), await sent()]).toEqual([
      ...[2, 0, ['FAILED UNKNOWN 1', 'FAILED UNKNOWN 1'], []],
    ]);
  });

  it('do not use a consent up that cannot be used, and tell the operator', async () => {
    await record([{ templateId: LEVEL, answer: 'ACCEPT' }]);
    for (const problem of ['message-invalid', 'misconfigured'] as const) {
      await happen(1);
      await deliverBy(() => Promise.reject(new WeChatError(problem, 'no')));
    }
    expect([await left(), await deliveries()]).toEqual([1, ['FAILED INVALID 1', 'FAILED MISCONFIGURED 1']]);
  });

  it('are as many as were accepted: of 64 that several instances send at once, 10', async () => {
    await accept(10);
    await happen(64);
    const calls: string[] = [];
    const send: WeChat['sendSubscribeMessage'] = async ({ openid }) => void calls.push(openid);
    const databases = [server.database, await server.anotherInstance(), await server.anotherInstance()];
    await Promise.all(databases.map((database) => deliverBy(send, database)));
    await deliverBy(send);
    const outcomes = await deliveries();
    const counted = { sent: outcomes.filter((line) => line === 'SENT - 1').length, all: new Set(outcomes) };
    expect([calls.length, await left(), outcomes.length]).toEqual([10, 0, 64]);
    expect(counted).toEqual({ sent: 10, all: new Set(['SENT - 1', 'FAILED NO_CONSENT 0']) });
  });

  it('go on with the member into whom another is merged', async () => {
    const partner = await server.partnerToken();
    const newcomer = (await server.signIn('newcomer')).accessToken;
    await accept(2, newcomer, 'newcomer');
    const absorbed = await countOf(
      server.database,
      "SELECT member_id AS n FROM identity WHERE subject = 'o-mini-newcomer'",
    );
    await happen(1, absorbed);
    const input = { token: await linkToken(server, partner, 'wu') };
    await mutate(server, 'memberLink', input, { token: newcomer, selection: 'member { id }' });
    await server.deliver();
    expect((await sent()).map(({ openid }) => openid)).toEqual(['o-mini-newcomer']);
    expect(await deliveries('wu')).toEqual(['SENT - 1']);
    const total = 'SELECT SUM(sends_left) AS n FROM message_consent';
    expect(await countOf(server.database, total)).toBe(1);
  });

  it('are shown to staff alone, by as many statements for many as for few', async () => {
    const query = '{ me { messageDeliveries(first: 1) { edges { node { state } } } } }';
    expect((await server.graphql(query, { token })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    await accept(3);
    await happen(1);
    await deliveries();
    const few = await statementsDuring(server.database, () => deliveries());
    await happen(2);
    expect((await statementsDuring(server.database, () => deliveries())).length).toBe(few.length);
    expect(await deliveries()).toHaveLength(3);
  });
});

describeOnEachDatabase('after a mutation', (kind) => {
  it('subscribe messages are sent by themselves', async () => {
    const server = await startTestServer(kind, { wakeOutbox: true });
    const { accessToken: token } = await server.signIn('lin');
    await fetch(`${server.simulatorUrl}/simulator/subscribe`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user: 'lin', tmplId: LEVEL }),
    });
    const answers = [{ templateId: LEVEL, answer: 'ACCEPT' }];
    await mutate(server, 'messageConsentRecord', { idempotencyKey: 'k', answers }, { token });
    const { data } = await server.graphql<{ me: { id: string } }>('{ me { id } }', { token });
    const set = { memberId: data.me.id, track: 'growth', level: 'diamond', mode: 'EXACTLY', reason: 'thanks' };
    const ends = { until: new Date(server.clock.businessNow().getTime() + 30 * 86_400_000) };
    const answer = await mutate(server, 'levelSet', { ...set, ...ends, idempotencyKey: 'l' }, { token: 'demo-admin' });
    expect(refusalsOf(answer)).toEqual([]);
    await until(async () => {
      const sent = await (await fetch(`${server.simulatorUrl}/simulator/messages.json`)).json();
      return (sent as object[]).length === 1;
    }, 'the message');
    await server.close();
  });
});
