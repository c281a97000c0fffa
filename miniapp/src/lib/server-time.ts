import Taro from '@tarojs/taro';

const STORAGE_KEY = 'rungs.clock';

/** Notes how far the server's clock is from this device's, by an instant that the server has just written. */
export function noteServerTime(instant: string): void {
  const ahead = Date.parse(instant) - Date.now();
  if (Number.isFinite(ahead)) Taro.setStorageSync(STORAGE_KEY, ahead);
}

/** What the server's clock shows now, in ms since 1970; this device's own where it was never compared. */
export function serverNow(): number {
  const ahead: unknown = Taro.getStorageSync(STORAGE_KEY);
  return Date.now() + (typeof ahead === 'number' ? ahead : 0);
}
