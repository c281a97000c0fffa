/** Colours that WeChat draws itself come from `theme.json` there; a browser gets the light ones until launch. */
const weapp = process.env.TARO_ENV === 'weapp';

/** Packages with more than one screen. */
const MORE: Record<string, string[] | undefined> = {
  addresses: ['edit'],
  membership: ['cashier'],
  subscription: ['statement'],
  family: ['accept'],
};

export default defineAppConfig({
  pages: ['pages/home/index', 'pages/tasks/index', 'pages/mall/index', 'pages/me/index'],
  // Screens outside the tabs are packages of their own: WeChat loads each when it is first opened.
  subPackages: [
    ...['points', 'levels', 'messages', 'link', 'check-in', 'referral', 'coupons', 'benefits', 'wallet'],
    ...['product', 'payment', 'orders', 'order', 'addresses', 'membership', 'subscription', 'family'],
  ].map((name) => ({
    root: `packages/${name}`,
    pages: ['index', ...(MORE[name] ?? [])],
  })),
  // Without this word WeChat refuses the list of addresses that a member keeps there.
  ...(weapp ? { requiredPrivateInfos: ['chooseAddress' as const] } : {}),
  ...(weapp ? { darkmode: true, themeLocation: 'theme.json', lazyCodeLoading: 'requiredComponents' } : {}),
  window: {
    navigationBarTitleText: '阶梯会员',
    navigationBarBackgroundColor: weapp ? '@navigationBackground' : '#ffffff',
    navigationBarTextStyle: weapp ? '@navigationText' : 'black',
    backgroundColor: weapp ? '@background' : '#f5f6f8',
    backgroundTextStyle: weapp ? '@backgroundText' : 'dark',
  },
  tabBar: {
    color: weapp ? '@tabText' : '#5d6470',
    selectedColor: weapp ? '@tabSelected' : '#8a4b1f',
    backgroundColor: weapp ? '@tabBackground' : '#ffffff',
    // A name of `theme.json` is right here, though the type knows only the two colours.
    borderStyle: (weapp ? '@tabBorder' : 'white') as 'white',
    list: [tab('home', '会员'), tab('tasks', '任务'), tab('mall', '商城'), tab('me', '我的')],
  },
});

function tab(name: string, text: string) {
  return {
    pagePath: `pages/${name}/index`,
    text,
    iconPath: `assets/tabs/${name}.png`,
    selectedIconPath: `assets/tabs/${name}-on.png`,
  };
}
