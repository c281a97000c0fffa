import type { Instant } from '../../engine/calendar';
import type { LevelCause } from '../../engine/state';
import type { Locale } from '../../platform/locale';

/** A change of level, by codes. */
export interface LevelData {
  track: string;
  from: string;
  to: string;
  cause: LevelCause;
}

/** What the words of each kind of message are made from. */
export interface NotificationData {
  LEVEL_UP: LevelData;
  LEVEL_DOWN: LevelData;
  LEVEL_REVOKED: LevelData;
  POINTS_EXPIRING: { points: number; expiresAt: Instant };
  POINTS_EXPIRED: { points: number; expiresAt: Instant };
  HOLD_EXPIRED: { points: number; orderRef: string };
}

/** A kind of message. */
export type NotificationKind = keyof NotificationData;

/** Pages that a message may lead to. */
export type NotificationTarget = 'LEVEL' | 'POINTS';

/** A message in words. */
export interface NotificationText {
  title: string;
  body: string;
}

/** How what is in the data is written in the reader's language. */
export interface Words {
  count(count: number): string;
  /** The last date before an instant, in the program's zone: until when something is good that ends then. */
  lastDate(end: Instant): string;
  level(track: string, code: string): string;
  /** `Wealth track: `, to stand before a sentence; nothing for the primary track. */
  ofTrack(track: string): string;
}

interface KindOfMessage<D> {
  /** For the schema. */
  description: string;
  opens: NotificationTarget;
  text: Record<Locale, (data: D, words: Words) => NotificationText>;
}

const levelUp: KindOfMessage<LevelData> = {
  description: 'The member reached a higher level, or staff gave one (升级).',
  opens: 'LEVEL',
  text: {
    'zh-CN': ({ track, from, to, cause }, { level, ofTrack }) => ({
      title: `升级为${level(track, to)}`,
      body:
        cause === 'manual'
          ? `${ofTrack(track)}您的等级已由${level(track, from)}调整为${level(track, to)}。`
          : `${ofTrack(track)}恭喜，您已由${level(track, from)}升级为${level(track, to)}。`,
    }),
    en: ({ track, from, to, cause }, { level, ofTrack }) => ({
      title: `You are ${level(track, to)} now`,
      body:
        cause === 'manual'
          ? `${ofTrack(track)}Your level was set from ${level(track, from)} to ${level(track, to)}.`
          : `${ofTrack(track)}Congratulations: you rose from ${level(track, from)} to ${level(track, to)}.`,
    }),
  },
};

const levelDown: KindOfMessage<LevelData> = {
  description: 'The level was not kept in time, or the time ended for which staff had given it (降级).',
  opens: 'LEVEL',
  text: {
    'zh-CN': ({ track, from, to, cause }, { level, ofTrack }) => ({
      title: `等级变为${level(track, to)}`,
      body:
        cause === 'manual'
          ? `${ofTrack(track)}您的等级已由${level(track, from)}调整为${level(track, to)}。`
          : cause === 'manualEnded'
            ? `${ofTrack(track)}授予您的${level(track, from)}已到期，等级变为${level(track, to)}。`
            : `${ofTrack(track)}${level(track, from)}的有效期已过且未达到保级要求，等级变为${level(track, to)}。`,
    }),
    en: ({ track, from, to, cause }, { level, ofTrack }) => ({
      title: `Your level is ${level(track, to)} now`,
      body:
        cause === 'manual'
          ? `${ofTrack(track)}Your level was set from ${level(track, from)} to ${level(track, to)}.`
          : cause === 'manualEnded'
            ? `${ofTrack(track)}The time for which ${level(track, from)} was given to you has ended; your level is ${level(track, to)}.`
            : `${ofTrack(track)}${level(track, from)} has run out and was not kept; your level is ${level(track, to)}.`,
    }),
  },
};

const levelRevoked: KindOfMessage<LevelData> = {
  description: 'A level was taken back because what had reached it was undone in the return window (等级撤销).',
  opens: 'LEVEL',
  text: {
    'zh-CN': ({ track, from, to }, { level, ofTrack }) => ({
      title: `${level(track, from)}已撤销`,
      body: `${ofTrack(track)}升级所依据的交易已退回或取消，等级恢复为${level(track, to)}。`,
    }),
    en: ({ track, from, to }, { level, ofTrack }) => ({
      title: `${level(track, from)} was taken back`,
      body: `${ofTrack(track)}What had reached it was returned or cancelled; your level is ${level(track, to)} again.`,
    }),
  },
};

/** Every kind of message: a new one is added to `NotificationData` and here. Codes are never renamed. */
export const notificationKinds: { [K in NotificationKind]: KindOfMessage<NotificationData[K]> } = {
  LEVEL_UP: levelUp,
  LEVEL_DOWN: levelDown,
  LEVEL_REVOKED: levelRevoked,
  POINTS_EXPIRING: {
    description: 'Points expire soon: how many, and the last date on which they can be spent (积分即将过期).',
    opens: 'POINTS',
    text: {
      'zh-CN': ({ points, expiresAt }, { count, lastDate }) => ({
        title: '积分即将过期',
        body: `您有 ${count(points)} 积分将于${lastDate(expiresAt)}到期，当日仍可使用。`,
      }),
      en: ({ points, expiresAt }, { count, lastDate }) => ({
        title: 'Points expire soon',
        body: `${count(points)} of your points can be spent until ${lastDate(expiresAt)}, that day included.`,
      }),
    },
  },
  POINTS_EXPIRED: {
    description: 'Points have expired unspent (积分已过期).',
    opens: 'POINTS',
    text: {
      'zh-CN': ({ points, expiresAt }, { count, lastDate }) => ({
        title: '积分已过期',
        body: `有效期至${lastDate(expiresAt)}的 ${count(points)} 积分已过期。`,
      }),
      en: ({ points, expiresAt }, { count, lastDate }) => ({
        title: 'Points have expired',
        body: `${count(points)} points that were good until ${lastDate(expiresAt)} have expired.`,
      }),
    },
  },
  HOLD_EXPIRED: {
    description:
      'An order was not completed in time, and the points that were set aside for it are free (冻结积分已退回).',
    opens: 'POINTS',
    text: {
      'zh-CN': ({ points, orderRef }, { count }) => ({
        title: '冻结积分已退回',
        body: `订单 ${orderRef} 未按时完成，为其冻结的 ${count(points)} 积分已解冻。`,
      }),
      en: ({ points, orderRef }, { count }) => ({
        title: 'Points are free again',
        body: `Order ${orderRef} was not completed in time; the ${count(points)} points set aside for it were released.`,
      }),
    },
  },
};

/** A message of any kind in words. */
export function textOf<K extends NotificationKind>(
  kind: K,
  data: NotificationData[K],
  words: Words,
  locale: Locale,
): NotificationText {
  return notificationKinds[kind].text[locale](data, words);
}
