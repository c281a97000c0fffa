import { calendarOf } from '../../engine/draft';
import { type Program, primaryTrack, type Track } from '../../engine/program';
import type { LevelCause, TrackState } from '../../engine/state';
import type { Locale } from '../../platform/locale';
import { scoreText } from './how-to-reach';
import type { Place } from './place-at';

/** The change that led to where a member stands. */
export function lastChange({ history, level, since }: TrackState): TrackState['history'][number] {
  return history.at(-1) ?? { level, at: since, cause: 'joined', entrySeq: 0, input: 0 };
}

const changes: Record<LevelCause, Record<Locale, (date: string, level: string) => string>> = {
  joined: {
    'zh-CN': (date, level) => `${date} 入会，等级为${level}`,
    en: (date, level) => `${level} since joining on ${date}`,
  },
  upgrade: {
    'zh-CN': (date, level) => `${date} 达到门槛，升级为${level}`,
    en: (date, level) => `${level} since the threshold was reached on ${date}`,
  },
  downgrade: {
    'zh-CN': (date, level) => `${date} 未能保级，降为${level}`,
    en: (date, level) => `${level} since the level above was not kept on ${date}`,
  },
  manual: {
    'zh-CN': (date, level) => `${date} 由工作人员设为${level}`,
    en: (date, level) => `${level}, set by staff on ${date}`,
  },
  manualEnded: {
    'zh-CN': (date, level) => `${date} 人工设定到期，按规则为${level}`,
    en: (date, level) => `${level} by the rules since what staff had set ended on ${date}`,
  },
  revoked: {
    'zh-CN': (date, level) => `${date} 因退款撤销升级，回到${level}`,
    en: (date, level) => `${level} since a refund undid an upgrade on ${date}`,
  },
};

/** Why a member is on a level: what led to it, what staff have set, and how the score stands, in a sentence. */
export function explainLevel(program: Program, track: Track, standing: Place, locale: Locale): string {
  const { level, place, score, threshold, scope } = standing;
  const isChinese = locale === 'zh-CN';
  const calendar = calendarOf(program.timeZone);
  const change = lastChange(place);
  const parts = [changes[change.cause][locale](calendar.dateOf(change.at), level.name[locale])];
  if (place.manual) {
    const { until, reason } = place.manual;
    const last = calendar.dateOf(until - 1);
    parts.push(isChinese ? `人工设定至 ${last}：${reason}` : `held by staff until ${last}: ${reason}`);
  }
  const [now, least] = [scoreText(track.basis, score, locale), scoreText(track.basis, threshold, locale)];
  const { from } = scope;
  if (isChinese) parts.push(`${from ? `${from} 以来` : '目前'} ${now}，门槛 ${least}`);
  else parts.push(`the score${from ? ` since ${from}` : ''} is ${now}, the threshold ${least}`);
  return parts.join(isChinese ? '；' : '; ');
}

/** The track of this code; the primary one when a later version of the program retired it. */
export function trackByCode(program: Program, code: string): Track {
  return program.tracks.find((track) => track.code === code) ?? primaryTrack(program);
}
