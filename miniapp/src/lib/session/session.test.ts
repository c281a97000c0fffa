import Taro from '@tarojs/taro';
import { MeDocument } from '../../graphql/generated/graphql';
import { createClient, type Operation, type Send } from '../client';
import { ApiError } from '../errors';
import { takeCode } from './entrance.h5';
import type { Entrance } from './entrance.types';
import { invitationStore, Session, type Tokens, tokenStore } from './index';

const NOW = Date.parse('2026-11-22T08:00:00Z');
const tokens = (name: string, secondsLeft = 900): Tokens => ({
  accessToken: `access-${name}`,
  refreshToken: `refresh-${name}`,
  expiresAt: new Date(NOW + secondsLeft * 1_000).toISOString(),
});

interface Answers {
  create?: () => object;
  refresh?: () => object | Promise<object>;
  me?: (token: string | undefined) => object;
}

function setUp(answers: Answers = {}, entrance: Partial<Entrance> = {}) {
  const sent: string[] = [];
  const created: unknown[] = [];
  const send: Send = async <R, V>(document: Operation<R, V>, variables: V, token?: string) => {
    const name = /(?:query|mutation) (\w+)/.exec(document.toString())?.[1] ?? '';
    sent.push(name);
    if (name === 'SessionCreate') {
      created.push((variables as { input: unknown }).input);
      return { sessionCreate: answers.create?.() } as R;
    }
    if (name === 'SessionRefresh') return { sessionRefresh: await answers.refresh?.() } as R;
    if (name === 'SessionRevoke') return { sessionRevoke: { revoked: 1, userErrors: [] } } as R;
    return (answers.me?.(token) ?? { me: null }) as R;
  };
  const session = new Session({
    send,
    tokens: tokenStore,
    invitation: invitationStore,
    now: () => NOW,
    entrance: { silent: false, arrive: () => undefined, ask: async () => undefined, ...entrance },
  });
  const client = createClient({ send, credentials: session, sleep: async () => undefined });
  return { session, client, sent, created };
}

const granted = (name: string) => () => ({ session: tokens(name), userErrors: [] });
const refused = (code: string) => () => ({ session: null, userErrors: [{ code, message: code }] });
const expired = () => new ApiError('auth', { code: 'TOKEN_EXPIRED' });

beforeEach(() => (Taro as unknown as { clearStorage(): void }).clearStorage());

describe('launch', () => {
  test('takes up a stored session without asking anybody', async () => {
    tokenStore.set(tokens('a'));
    const { session, sent } = setUp();
    await session.start();
    expect(session.state.get()).toEqual({ phase: 'signedIn' });
    expect(sent).toEqual([]);
  });

  test('in a browser waits for the member', async () => {
    const { session, sent } = setUp();
    await session.start();
    expect(session.state.get()).toEqual({ phase: 'signedOut', problem: undefined });
    expect(sent).toEqual([]);
  });

  test('in WeChat signs in silently, but not after the member left', async () => {
    const silent = { silent: true, ask: async () => ({ code: 'wx', channel: 'MINI_PROGRAM' as const }) };
    const first = setUp({ create: granted('a') }, silent);
    await first.session.start();
    expect(first.session.state.get().phase).toBe('signedIn');
    await first.session.signOut();
    expect(first.sent).toEqual(['SessionCreate', 'SessionRevoke']);

    const second = setUp({ create: granted('b') }, silent);
    await second.session.start();
    expect(second.session.state.get().phase).toBe('signedOut');
    expect(second.sent).toEqual([]);
  });

  test('a used code is told, and nobody is signed in', async () => {
    const arrive = () => ({ code: 'used', channel: 'WEB' as const });
    const { session } = setUp({ create: refused('SIGN_IN_CODE_USED') }, { arrive });
    await session.start();
    expect(session.state.get()).toMatchObject({ phase: 'signedOut', problem: { code: 'SIGN_IN_CODE_USED' } });
    expect(tokenStore.get()).toBeUndefined();
  });
});

describe('an invitation', () => {
  const code = { code: 'c', channel: 'WEB' as const };

  test('goes with the sign-in, also with a later try, and is then used up', async () => {
    invitationStore.set('K3MPW7ZD');
    const first = setUp({ create: refused('PROVIDER_BUSY') }, { ask: async () => code });
    await first.session.signIn();
    const second = setUp({ create: granted('a') }, { ask: async () => code });
    await second.session.signIn();
    expect([...first.created, ...second.created]).toEqual([
      { ...code, inviteCode: 'K3MPW7ZD' },
      { ...code, inviteCode: 'K3MPW7ZD' },
    ]);
    expect(invitationStore.get()).toBeUndefined();
  });

  test('to somebody who is signed in does not wait for the next on this device', async () => {
    tokenStore.set(tokens('a'));
    invitationStore.set('K3MPW7ZD');
    await setUp().session.start();
    expect(invitationStore.get()).toBeUndefined();
  });
});

describe('renewal', () => {
  test('many requests that wait share one refresh', async () => {
    tokenStore.set(tokens('a'));
    const { client, sent } = setUp({
      refresh: granted('b'),
      me: (token) => {
        if (token === 'access-a') throw expired();
        return { me: { nickname: token } };
      },
    });
    const all = await Promise.all(Array.from({ length: 5 }, () => client.query(MeDocument, {})));
    expect(all).toEqual(Array(5).fill({ me: { nickname: 'access-b' } }));
    expect(sent.filter((name) => name === 'SessionRefresh')).toHaveLength(1);
  });

  test('comes before a token expires', async () => {
    tokenStore.set(tokens('a', 20));
    const { client, sent } = setUp({ refresh: granted('b'), me: (token) => ({ me: { nickname: token } }) });
    await expect(client.query(MeDocument, {})).resolves.toEqual({ me: { nickname: 'access-b' } });
    expect(sent).toEqual(['SessionRefresh', 'Me']);
  });

  test('uses what another tab has already renewed', async () => {
    tokenStore.set(tokens('b'));
    const { session, sent } = setUp();
    await expect(session.renew('access-a')).resolves.toBe('access-b');
    expect(sent).toEqual([]);
  });

  test.each(['REFRESH_TOKEN_EXPIRED', 'REFRESH_TOKEN_INVALID', 'REFRESH_TOKEN_REUSED', 'SESSION_REVOKED'])(
    'refused with %s signs out and says why',
    async (code) => {
      tokenStore.set(tokens('a', 0));
      const { client, session } = setUp({ refresh: refused(code) });
      await session.start();
      await expect(client.query(MeDocument, {})).rejects.toMatchObject({ kind: 'auth', code });
      expect(session.state.get()).toMatchObject({ phase: 'signedOut', problem: { code } });
      expect(tokenStore.get()).toBeUndefined();
    },
  );

  test('keeps the session when only the network failed', async () => {
    tokenStore.set(tokens('a', 0));
    const offline = () => {
      throw new ApiError('network');
    };
    const { client, session } = setUp({ refresh: offline });
    await session.start();
    await expect(client.query(MeDocument, {})).rejects.toMatchObject({ kind: 'network' });
    expect(session.state.get().phase).toBe('signedIn');
    expect(tokenStore.get()).toBeDefined();
  });

  test('does not bring back a member who signed out meanwhile', async () => {
    tokenStore.set(tokens('a', 0));
    let answer = (_value: object): void => undefined;
    const { session } = setUp({ refresh: () => new Promise<object>((resolve) => (answer = resolve)) });
    const waiting = expect(session.renew('access-a')).rejects.toMatchObject({ kind: 'auth' });
    await session.signOut();
    answer(granted('b')());
    await waiting;
    expect(tokenStore.get()).toBeUndefined();
  });
});

describe('coming back from WeChat', () => {
  const arriveAt = (search: string) => {
    const history = { replaceState: jest.fn() };
    return { history, take: () => takeCode({ pathname: '/', search, hash: '#/pages/me/index' }, history) };
  };

  test('the code counts with the state that was stored, once', () => {
    Taro.setStorageSync('rungs.signInState', 'nonce');
    const { history, take } = arriveAt('?code=c1&state=nonce&keep=1');
    expect(take()).toEqual({ code: 'c1', channel: 'WEB' });
    expect(history.replaceState).toHaveBeenCalledWith(null, '', '/?keep=1#/pages/me/index');
    expect(take).toThrow(expect.objectContaining({ code: 'SIGN_IN_STATE_MISMATCH' }));
  });

  test.each([
    ['?code=c1&state=other', 'SIGN_IN_STATE_MISMATCH'],
    ['?code=c1', 'SIGN_IN_STATE_MISMATCH'],
    ['?state=nonce', 'SIGN_IN_REFUSED'],
  ])('%s is refused as %s and leaves the address', (search, code) => {
    Taro.setStorageSync('rungs.signInState', 'nonce');
    const { history, take } = arriveAt(search);
    expect(take).toThrow(expect.objectContaining({ code }));
    expect(history.replaceState).toHaveBeenCalledWith(null, '', '/#/pages/me/index');
  });

  test('an invitation code is put by, alone or on the way back, and leaves the address', () => {
    const { history, take } = arriveAt('?inviteCode=K3MPW7ZD&keep=1');
    expect(take()).toBeUndefined();
    expect(invitationStore.get()).toBe('K3MPW7ZD');
    expect(history.replaceState).toHaveBeenCalledWith(null, '', '/?keep=1#/pages/me/index');
  });

  test('an ordinary address is left alone', () => {
    const { history, take } = arriveAt('?from=share');
    expect(take()).toBeUndefined();
    expect(history.replaceState).not.toHaveBeenCalled();
  });
});
