import Taro from '@tarojs/taro';
import { SCREENS } from '@/lib/screens';
import type { ProductParts } from './types';

/** To the plans; where one of them opens the product, to that one. */
export function toPlans(lock?: ProductParts['lockedBy']): void {
  const [plan] = lock?.plans ?? [];
  void Taro.navigateTo({
    url: plan ? `${SCREENS.membership}?plan=${encodeURIComponent(plan.code)}` : SCREENS.membership,
  });
}
