import Taro from '@tarojs/taro';
import { noteServerTime, serverNow } from './server-time';

beforeEach(() => (Taro as unknown as { clearStorage(): void }).clearStorage());

test('the server’s clock is this device’s own until they were compared', () => {
  const ahead = () => Math.round((serverNow() - Date.now()) / 1000);
  expect(ahead()).toBe(0);
  noteServerTime(new Date(Date.now() + 90_000).toISOString());
  expect(ahead()).toBe(90);
  noteServerTime('nonsense');
  expect(ahead()).toBe(90);
});
