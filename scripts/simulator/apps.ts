import type { CourierAccount, WeChatApp } from './types';

/** The two apps of the demo. Their secrets protect nothing and are published in the documentation. */
export const DEMO_APPS: readonly WeChatApp[] = [
  {
    appid: 'wx00000000000000a1',
    secret: 'demo-mini-app-secret',
    kind: 'mini',
    name: '阶梯会员',
    openidPrefix: 'o-mini-',
  },
  {
    appid: 'wx00000000000000b2',
    secret: 'demo-web-app-secret',
    kind: 'web',
    name: '阶梯会员',
    openidPrefix: 'o-web-',
  },
];

/** The demo's account at Kuaidi100; it protects nothing either. */
export const DEMO_COURIER: CourierAccount = {
  customer: 'DEMO0KUAIDI100CUSTOMER0000000000',
  key: 'demo-kuaidi100-key',
};

/** Finds registered apps by appid. */
export class AppDirectory {
  private readonly registered: ReadonlyMap<string, WeChatApp>;

  constructor(apps: readonly WeChatApp[]) {
    this.registered = new Map(apps.map((app) => [app.appid, app]));
  }

  /** All registered apps, in order. */
  all(): readonly WeChatApp[] {
    return [...this.registered.values()];
  }

  /** The app of that appid, of either kind. */
  find(appid: string): WeChatApp | undefined {
    return this.registered.get(appid);
  }
}
