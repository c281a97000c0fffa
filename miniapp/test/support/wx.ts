/** The part of `wx` that the mini-app uses; anything else is undefined, as in an old WeChat. */

export interface WxCall {
  name: string;
  detail: unknown;
}

export interface PostRequest {
  url: string;
  data: string;
  header: Record<string, string>;
}

/** Sends what the build asked for; rejects when nothing came back. */
export type Post = (request: PostRequest) => Promise<{ statusCode: number; data: string }>;

/** What somebody does at WeChat's sheet; gives the `errMsg` of `wx.requestPayment` and `wx.requestVirtualPayment`. */
export type AtPayment = (params: Record<string, string>) => Promise<string>;

export interface WxOptions {
  post: Post;
  /** Without it whoever pays cancels. */
  atPayment?: AtPayment;
  storage: Map<string, unknown>;
  calls: WxCall[];
  open: (url: string) => Promise<void>;
  language?: string;
  theme?: 'light' | 'dark';
  /** What the link or the card carried by which the app was opened. */
  query?: Record<string, string>;
}

interface Callbacks {
  success?: (result: object) => void;
  fail?: (error: object) => void;
  complete?: (result: object) => void;
}

/** Answers in a later turn, as WeChat does. */
function settle(callbacks: Callbacks | undefined, outcome: 'success' | 'fail', result: object): void {
  setTimeout(() => {
    callbacks?.[outcome]?.(result);
    callbacks?.complete?.(result);
  }, 0);
}

export function createWx({
  post,
  atPayment = async () => 'requestPayment:fail cancel',
  storage,
  calls,
  open,
  language = 'zh_CN',
  theme = 'light',
  query = {},
}: WxOptions): object {
  let codes = 0;
  const windowInfo = { windowWidth: 390, windowHeight: 760, screenWidth: 390, screenHeight: 844, pixelRatio: 3 };
  const base = { SDKVersion: '3.6.0', language, theme };
  const launch = { path: '', query, scene: 1001 };
  const note = (name: string) => (options?: Callbacks) => {
    calls.push({ name, detail: options });
    settle(options, 'success', { errMsg: `${name}:ok` });
  };
  const opening = (name: string) => (options: Callbacks & { url: string }) => {
    calls.push({ name, detail: options.url });
    open(options.url).then(
      () => settle(options, 'success', { errMsg: `${name}:ok` }),
      (error: Error) => settle(options, 'fail', { errMsg: error.message }),
    );
  };
  const paying =
    (name: string) =>
    ({ success, fail, complete, ...params }: Callbacks & Record<string, unknown>) => {
      calls.push({ name, detail: params });
      void atPayment(params as Record<string, string>).then((errMsg) =>
        settle({ success, fail, complete }, errMsg.endsWith(':ok') ? 'success' : 'fail', { errMsg }),
      );
    };
  return {
    getSystemInfoSync: () => ({ platform: 'devtools', ...windowInfo, ...base }),
    getWindowInfo: () => windowInfo,
    getAppBaseInfo: () => base,
    getDeviceInfo: () => ({ platform: 'devtools' }),
    getAccountInfoSync: () => ({ miniProgram: { appId: 'touristappid', envVersion: 'develop' } }),
    getLaunchOptionsSync: () => launch,
    getEnterOptionsSync: () => launch,
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void storage.set(key, JSON.parse(JSON.stringify(value))),
    removeStorageSync: (key: string) => void storage.delete(key),
    nextTick: (task: () => void) => setTimeout(task, 0),
    canIUse: () => true,
    onThemeChange: () => undefined,
    setTabBarStyle: note('setTabBarStyle'),
    setTabBarItem: note('setTabBarItem'),
    setNavigationBarTitle: note('setNavigationBarTitle'),
    stopPullDownRefresh: note('stopPullDownRefresh'),
    login(options: Callbacks) {
      codes += 1;
      calls.push({ name: 'login', detail: undefined });
      settle(options, 'success', { code: `wx-${codes}-${Date.now()}`, errMsg: 'login:ok' });
    },
    switchTab: opening('switchTab'),
    navigateTo: opening('navigateTo'),
    redirectTo: opening('redirectTo'),
    requestPayment: paying('requestPayment'),
    requestVirtualPayment: paying('requestVirtualPayment'),
    navigateToMiniProgram: note('navigateToMiniProgram'),
    request(options: Callbacks & PostRequest) {
      const { url, data, header } = options;
      calls.push({ name: 'request', detail: { url, data, header } });
      post({ url, data, header }).then(
        (answer) => settle(options, 'success', { header: {}, cookies: [], errMsg: 'request:ok', ...answer }),
        (error: Error) => settle(options, 'fail', { errMsg: `request:fail ${error.message}` }),
      );
      return { abort: () => undefined };
    },
  };
}
