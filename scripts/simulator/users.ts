import { createHash } from 'node:crypto';
import type { WeChatApp, WeChatUser } from './types';

const PLAIN_KEY = /^[A-Za-z0-9_-]{1,40}$/;
const MAX_KEY_LENGTH = 128;

function person(key: string, phone: string, nickname: string, remark: string): WeChatUser {
  return { key, stem: key, nickname, remark, avatarUrl: avatarPath(key), phone };
}

/**
 * The people everyone finds in the demo. All but the last are members of the demo data; `guest` is unknown to it, so
 * choosing `guest` shows what a new member sees.
 */
export const DEMO_USERS: readonly WeChatUser[] = [
  person('lin', '13800000001', '林小满', '早起跑步，睡前看书'),
  person('chen', '13800000002', '陈一舟', '在路上，下一站大理'),
  person('zhou', '13800000003', '周末去爬山', '工作日请留言'),
  person('wu', '13800000004', '吴师傅家常菜', '今天也要好好吃饭'),
  person('zhao', '13800000005', '赵阿姨', '花开了，出来走走'),
  person('sun', '13800000006', '孙同学', '论文写完之前不换签名'),
  person('qian', '13800000007', '钱多多', '存钱使我快乐'),
  person('he', '13800000009', '何小雨', '晴天记得晒被子'),
  person('fang', '13800000010', '方圆', '吃好睡好'),
  person('guest', '13800000008', '新来的朋友', '第一次来，还不是会员'),
];

/** Where the simulator serves the picture of a key. */
export function avatarPath(key: string): string {
  return `/avatars/${encodeURIComponent(key)}.svg`;
}

/** The openid by which `app` knows `user`. */
export function openidOf(app: WeChatApp, user: WeChatUser): string {
  return app.openidPrefix + user.stem;
}

/** The id that all apps of one owner share for `user`. */
export function unionidOf(user: WeChatUser): string {
  return `u-${user.stem}`;
}

/** Finds people by key. A key nobody listed is a person too: made from the key alone, so always the same one. */
export class UserDirectory {
  private readonly listed: ReadonlyMap<string, WeChatUser>;

  constructor(users: readonly WeChatUser[]) {
    this.listed = new Map(users.map((user) => [user.key, user]));
  }

  /** The people to offer on the authorisation page, in order. */
  all(): readonly WeChatUser[] {
    return [...this.listed.values()];
  }

  /** The person of that key, or undefined where the key is empty or longer than 128 characters. */
  find(key: string): WeChatUser | undefined {
    if (key === '' || key.length > MAX_KEY_LENGTH) return undefined;
    return this.listed.get(key) ?? newcomer(key);
  }
}

function newcomer(key: string): WeChatUser {
  const digest = createHash('sha256').update(key).digest();
  return {
    key,
    // An openid is plain ASCII of bounded length; other keys are hashed rather than refused or cut, which could collide.
    stem: PLAIN_KEY.test(key) ? key : `x${digest.toString('hex').slice(0, 24)}`,
    nickname: key.slice(0, 32),
    remark: '',
    avatarUrl: avatarPath(key),
    // Apart from the numbers of the listed people, and of a shape that phone validators accept.
    phone: `154${String(digest.readUInt32BE(0) % 100_000_000).padStart(8, '0')}`,
  };
}
