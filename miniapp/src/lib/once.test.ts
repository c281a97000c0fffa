import Taro from '@tarojs/taro';
import { ApiError } from './errors';
import { forget, isPending, keyFor, once } from './once';

const stored = () => Taro.getStorageSync('rungs.once') as Record<string, { key: string; since: number }>;

beforeEach(() => (Taro as unknown as { clearStorage(): void }).clearStorage());

test('a key is stored before it is used, and the same until its call is settled', () => {
  const key = keyFor('taskRewardClaim', { taskCode: 'a' });
  expect(Object.values(stored()).map((one) => one.key)).toEqual([key]);
  expect(keyFor('taskRewardClaim', { taskCode: 'a' })).toBe(key);
  expect(isPending('taskRewardClaim', { taskCode: 'a' })).toBe(true);
  expect(isPending('taskRewardClaim', { taskCode: 'b' })).toBe(false);
  forget('taskRewardClaim', { taskCode: 'a' });
  expect(stored()).toEqual({});
  expect(keyFor('taskRewardClaim', { taskCode: 'a' })).not.toBe(key);
});

test('another intent has a key of its own', () => {
  const keys = [
    keyFor('taskRewardClaim', { taskCode: 'a' }),
    keyFor('taskRewardClaim', { taskCode: 'b' }),
    keyFor('couponClaim', { taskCode: 'a' }),
  ];
  expect(new Set(keys).size).toBe(3);
  forget('couponClaim', { taskCode: 'a' });
  expect(keyFor('taskRewardClaim', { taskCode: 'b' })).toBe(keys[1]);
});

test('what was not tried again for days is given up', () => {
  const key = keyFor('checkInCreate', { date: '2026-11-22' });
  const [name = '', since = 0] = Object.entries(stored()).map(([one, call]) => [one, call.since] as const)[0] ?? [];
  Taro.setStorageSync('rungs.once', { [name]: { key, since: since - 4 * 24 * 3600 * 1000 } });
  expect(keyFor('checkInCreate', { date: '2026-11-22' })).not.toBe(key);
});

test('an answer that was lost is asked for under the same key; one that came settles the call', async () => {
  const sent: string[] = [];
  const answers: (() => Promise<{ userErrors: { code: string; message: string }[] }>)[] = [
    () => Promise.reject(new ApiError('timeout')),
    async () => ({ userErrors: [] }),
    async () => ({ userErrors: [{ code: 'TASK_ALREADY_CLAIMED', message: 'done' }] }),
    async () => ({ userErrors: [] }),
  ];
  const call = () =>
    once('taskRewardClaim', { taskCode: 'a' }, (key) => {
      sent.push(key);
      return answers[sent.length - 1]?.() ?? Promise.reject(new Error('not expected'));
    });
  await expect(call()).rejects.toMatchObject({ kind: 'timeout' });
  await expect(call()).resolves.toEqual({ userErrors: [] });
  await expect(call()).rejects.toMatchObject({ kind: 'refused', code: 'TASK_ALREADY_CLAIMED' });
  await call();
  expect(sent[1]).toBe(sent[0]);
  expect(new Set(sent).size).toBe(3);
});
