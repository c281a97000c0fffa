import Taro from '@tarojs/taro';
import { ApiError } from '../errors';
import type { Entrance } from './entrance.types';

/** In WeChat a code is one call away and needs no tap. */
export const entrance: Entrance = {
  silent: true,
  arrive: () => undefined,
  async ask() {
    try {
      const { code } = await Taro.login();
      return { code, channel: 'MINI_PROGRAM' };
    } catch {
      throw new ApiError('network');
    }
  },
};
