import Taro from '@tarojs/taro';

/** The name of the code in the server's links (`Referral.link`) and in the cards shared in WeChat. */
export const INVITE_CODE = 'inviteCode';

const STORAGE_KEY = 'rungs.inviteCode';

/** The invitation code that this device was opened with, until somebody signs in: that may take a way over WeChat's page. */
export const invitationStore = {
  get(): string | undefined {
    const stored: unknown = Taro.getStorageSync(STORAGE_KEY);
    return typeof stored === 'string' && stored !== '' ? stored : undefined;
  },
  set(code: string): void {
    Taro.setStorageSync(STORAGE_KEY, code);
  },
  clear(): void {
    Taro.removeStorageSync(STORAGE_KEY);
  },
};
