import Taro from '@tarojs/taro';
import { ApiError } from '../errors';
import type { Entrance } from './entrance.types';
import { INVITE_CODE, invitationStore } from './invitation';

/** In WeChat a code is one call away and needs no tap. */
export const entrance: Entrance = {
  silent: true,
  arrive: () => undefined,
  async ask() {
    const invited = Taro.getEnterOptionsSync().query?.[INVITE_CODE];
    if (invited) invitationStore.set(invited);
    try {
      const { code } = await Taro.login();
      return { code, channel: 'MINI_PROGRAM' };
    } catch {
      throw new ApiError('network');
    }
  },
};
