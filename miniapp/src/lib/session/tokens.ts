import Taro from '@tarojs/taro';

/** What the server handed out at sign-in. `expiresAt` is that of the access token, RFC 3339. */
export interface Tokens {
  accessToken: string;
  refreshToken: string;
  expiresAt: string;
}

const TOKENS_KEY = 'rungs.session';
const LEFT_KEY = 'rungs.signedOut';

/**
 * The tokens on this device. Read from storage every time, never kept in memory: another browser tab may have replaced
 * them, and sending a refresh token that was used there would end the session.
 */
export const tokenStore = {
  get(): Tokens | undefined {
    const stored: unknown = Taro.getStorageSync(TOKENS_KEY);
    return isTokens(stored) ? stored : undefined;
  },
  set(tokens: Tokens): void {
    Taro.setStorageSync(TOKENS_KEY, tokens);
    Taro.removeStorageSync(LEFT_KEY);
  },
  clear(): void {
    Taro.removeStorageSync(TOKENS_KEY);
  },
  /** Remembers that the member left on purpose, so that the next launch does not sign in by itself. */
  markLeft(): void {
    Taro.setStorageSync(LEFT_KEY, true);
  },
  hasLeft(): boolean {
    return Taro.getStorageSync(LEFT_KEY) === true;
  },
};

function isTokens(value: unknown): value is Tokens {
  if (typeof value !== 'object' || value === null) return false;
  const { accessToken, refreshToken, expiresAt } = value as Record<string, unknown>;
  return typeof accessToken === 'string' && typeof refreshToken === 'string' && typeof expiresAt === 'string';
}
