import Taro from '@tarojs/taro';
import { ApiError } from '../errors';
import { SCREENS } from '../screens';
import type { Entrance, SignInCode } from './entrance.types';
import { INVITE_CODE, invitationStore } from './invitation';
import { noteScreen } from './way-back';

const STATE_KEY = 'rungs.signInState';
/** The name of the code in the server's links to a family (`FamilyInvitation.link`). */
const FAMILY_CODE = 'familyCode';

/** In a browser the member goes to WeChat's page and comes back with a code in the address. */
export const entrance: Entrance = {
  silent: false,
  arrive: () => takeCode(window.location, window.history),
  async ask() {
    const state = nonce();
    Taro.setStorageSync(STATE_KEY, state);
    noteScreen(window.location.hash.slice(1));
    const query = new URLSearchParams({ state, return: window.location.pathname });
    window.location.assign(`/auth/wechat?${query.toString()}`);
    return undefined;
  },
};

/**
 * The code that the address carries, if any. The address is cleaned first, so that a reload or a shared link does not
 * send it again; the stored nonce is used up, so that only a return from a sign-in begun here counts. An invitation code
 * in the address is put by for the sign-in to come, and the screen of one to a family for when somebody is signed in.
 */
export function takeCode(
  location: Pick<Location, 'pathname' | 'search' | 'hash'>,
  history: Pick<History, 'replaceState'>,
): SignInCode | undefined {
  const params = new URLSearchParams(location.search);
  const state = params.get('state');
  const code = params.get('code');
  const invited = params.get(INVITE_CODE);
  const family = params.get(FAMILY_CODE);
  if (state === null && code === null && invited === null && family === null) return undefined;
  if (invited) invitationStore.set(invited);
  if (family) noteScreen(`${SCREENS.familyAccept}?code=${encodeURIComponent(family)}`);
  for (const name of ['state', 'code', INVITE_CODE, FAMILY_CODE]) params.delete(name);
  const rest = params.toString();
  history.replaceState(null, '', `${location.pathname}${rest ? `?${rest}` : ''}${location.hash}`);

  if (state === null && code === null) return undefined;

  const expected: unknown = Taro.getStorageSync(STATE_KEY);
  Taro.removeStorageSync(STATE_KEY);
  if (!state || state !== expected) throw new ApiError('refused', { code: 'SIGN_IN_STATE_MISMATCH' });
  if (!code) throw new ApiError('refused', { code: 'SIGN_IN_REFUSED' });
  return { code, channel: 'WEB' };
}

function nonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
