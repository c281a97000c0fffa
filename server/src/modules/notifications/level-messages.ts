import type { LevelCause } from '../../engine/state';
import type { KindOfMessage, KindsOf } from './kind-of-message';

/** A change of level, by codes. */
export interface LevelData {
  track: string;
  from: string;
  to: string;
  cause: LevelCause;
}

/** Messages about levels, and what their words are made from. */
export interface LevelMessages {
  LEVEL_UP: LevelData;
  LEVEL_DOWN: LevelData;
  LEVEL_REVOKED: LevelData;
}

const levelUp: KindOfMessage<LevelData> = {
  description: 'The member reached a higher level, or staff gave one (升级).',
  opens: 'LEVEL',
  topic: 'LEVEL',
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
  topic: 'LEVEL',
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
  topic: 'LEVEL',
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

/** Messages about levels (等级). */
export const levelMessages: KindsOf<LevelMessages> = {
  LEVEL_UP: levelUp,
  LEVEL_DOWN: levelDown,
  LEVEL_REVOKED: levelRevoked,
};
