import { calendarOf } from '../../engine/draft';
import { type Program, primaryTrack, type Text } from '../../engine/program';
import { formatCount, formatYuan, type Locale } from '../../platform/locale';
import type { ProgramInForce } from '../programs';
import type { NotificationText, RewardData, Words } from './kind-of-message';
import { type NotificationData, type NotificationKind, textOf } from './notification-kinds';
import type { StoredNotification } from './notifications.store';

/** A stored message in words of a language. */
export function inWords({ kind, data }: StoredNotification, current: ProgramInForce, locale: Locale): NotificationText {
  return textOf(kind, data as never, wordsOf(current, locale), locale);
}

/** A message that is not stored, in the words of the law of the land: as evidence of what a member was told. */
export function wordsInChinese<K extends NotificationKind>(
  kind: K,
  data: NotificationData[K],
  current: ProgramInForce,
): NotificationText {
  return textOf(kind, data, wordsOf(current, 'zh-CN'), 'zh-CN');
}

/** The words of a program in a language. */
export function wordsOf({ program, timeline }: ProgramInForce, locale: Locale): Words {
  const calendar = calendarOf(program.timeZone);
  const primary = primaryTrack(program).code;
  const count = (number: number) => formatCount(number, locale);
  /** A name from the latest version that has it: a program may retire things. */
  const named = (code: string, textIn: (version: Program) => Text | undefined): string => {
    for (const { program: version } of [...timeline].reverse()) {
      const text = textIn(version);
      if (text) return text[locale];
    }
    return code;
  };
  const trackIn = (version: Program, track: string) => version.tracks.find(({ code }) => code === track);
  const coupon = (code: string) => named(code, ({ coupons }) => nameIn(coupons, code));
  const benefit = (code: string) => named(code, ({ benefits }) => nameIn(benefits, code));
  return {
    count,
    money: (fen) => formatYuan(fen, locale),
    lastDate: (end) => writtenDate(calendar.dateOf(end - 1), locale),
    plan: (code) => named(code, ({ plans }) => nameIn(plans, code)),
    date: (at) => writtenDate(calendar.dateOf(at), locale),
    level: (track, code) => named(code, (version) => nameIn(trackIn(version, track)?.levels ?? [], code)),
    ofTrack(track) {
      if (track === primary) return '';
      const name = named(track, (version) => trackIn(version, track)?.name);
      return locale === 'en' ? `${name}: ` : `${name}：`;
    },
    task: (code) => named(code, ({ tasks }) => nameIn(tasks, code)),
    coupon,
    benefit,
    reward({ points, growth, coupons, benefits }: RewardData) {
      const things = [...coupons.map(coupon), ...benefits.map(benefit)];
      const counted = [...new Set(things)].map((thing) => {
        const times = things.filter((other) => other === thing).length;
        return times === 1 ? thing : `${thing} × ${count(times)}`;
      });
      const parts = [
        ...(points > 0 ? [`${count(points)}${locale === 'en' ? ' points' : ' 积分'}`] : []),
        ...(growth > 0 ? [`${count(growth)}${locale === 'en' ? ' growth value' : ' 成长值'}`] : []),
        ...counted,
      ];
      return parts.join(locale === 'en' ? ', ' : '、');
    },
  };
}

function nameIn(things: readonly { code: string; name: Text }[], code: string): Text | undefined {
  return things.find((thing) => thing.code === code)?.name;
}

function writtenDate(date: string, locale: Locale): string {
  const [year, month, day] = date.split('-').map(Number);
  if (locale === 'zh-CN') return `${year}年${month}月${day}日`;
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${date}T00:00:00Z`));
}
