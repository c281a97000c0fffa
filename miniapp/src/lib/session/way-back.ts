import Taro from '@tarojs/taro';

const STORAGE_KEY = 'rungs.signInScreen';

/** Notes the screen outside the tabs on which signing in began; the way over WeChat's page forgets it. */
export function noteScreen(screen: string): void {
  if (screen.startsWith('/packages/')) Taro.setStorageSync(STORAGE_KEY, screen);
}

/** Goes to that screen once somebody is signed in: an invitation or a gift that led here is not lost till then. */
export function goBackToScreen(isSignedIn: boolean): void {
  if (!isSignedIn) return;
  const screen: unknown = Taro.getStorageSync(STORAGE_KEY);
  Taro.removeStorageSync(STORAGE_KEY);
  if (typeof screen === 'string' && screen !== '') void Taro.navigateTo({ url: screen });
}
