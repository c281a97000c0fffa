/** Small stand-in for `@tarojs/taro` in unit tests: storage in memory, everything else recorded or inert. */
const storage = new Map<string, unknown>();

const Taro = {
  getStorageSync: (key: string): unknown => storage.get(key) ?? '',
  setStorageSync: (key: string, value: unknown) => void storage.set(key, JSON.parse(JSON.stringify(value))),
  removeStorageSync: (key: string) => void storage.delete(key),
  /** Of this stand-in only: an empty device. */
  clearStorage: () => storage.clear(),
  request: jest.fn(),
  login: jest.fn(),
  requestSubscribeMessage: jest.fn(),
  switchTab: jest.fn(async () => undefined),
  navigateTo: jest.fn(async () => undefined),
  redirectTo: jest.fn(async () => undefined),
  navigateBack: jest.fn(async () => undefined),
  getCurrentPages: jest.fn(() => []),
  setNavigationBarTitle: jest.fn(),
  setTabBarStyle: jest.fn(async () => undefined),
  setTabBarItem: jest.fn(async () => undefined),
  stopPullDownRefresh: jest.fn(),
  setClipboardData: jest.fn(async () => undefined),
};

export const useDidShow = (): void => undefined;
export const useDidHide = (): void => undefined;
export const usePullDownRefresh = (): void => undefined;
export const useReachBottom = (): void => undefined;
export const useRouter = jest.fn(() => ({ params: {} }));
export const useLaunch = (run: () => void): void => run();

export default Taro;
