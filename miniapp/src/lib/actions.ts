import Taro from '@tarojs/taro';
import { SCREENS } from './screens';

const TABS: Record<string, string | undefined> = {
  tasks: '/pages/tasks/index',
  mall: '/pages/mall/index',
};
const INNER: Record<string, string | undefined> = {
  'check-in': SCREENS.checkIn,
  referral: SCREENS.referral,
  points: SCREENS.points,
  levels: SCREENS.levels,
  messages: SCREENS.messages,
  orders: SCREENS.orders,
  addresses: SCREENS.addresses,
  membership: SCREENS.membership,
  subscription: SCREENS.subscription,
  family: SCREENS.family,
};

/** Opens what a program calls `open`; false where it is not a screen of ours but of a partner's app. */
export function openAction(open: string): boolean {
  const [tab, inner] = [TABS[open], INNER[open]];
  if (tab) void Taro.switchTab({ url: tab });
  else if (inner) void Taro.navigateTo({ url: inner });
  return tab !== undefined || inner !== undefined;
}
