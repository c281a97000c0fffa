import { calendarOf } from '../../engine/draft';
import { primaryTrack } from '../../engine/program';
import type { Timeline } from '../../engine/timeline';
import { formatCount, type Locale } from '../../platform/locale';
import type { ProgramInForce } from '../programs';
import type { Words } from './notification-kinds';

/** The words of a program in a language. */
export function wordsOf({ program, timeline }: ProgramInForce, locale: Locale): Words {
  const calendar = calendarOf(program.timeZone);
  const primary = primaryTrack(program).code;
  return {
    count: (count) => formatCount(count, locale),
    lastDate: (end) => writtenDate(calendar.dateOf(end - 1), locale),
    level: (track, code) => nameOf(timeline, track, code, locale),
    ofTrack(track) {
      if (track === primary) return '';
      const name = nameOf(timeline, track, undefined, locale);
      return locale === 'en' ? `${name}: ` : `${name}：`;
    },
  };
}

/** The name of a track, or of a level on it, from the latest version that has it: a program may retire levels. */
function nameOf(timeline: Timeline, trackCode: string, levelCode: string | undefined, locale: Locale): string {
  for (const { program } of [...timeline].reverse()) {
    const track = program.tracks.find(({ code }) => code === trackCode);
    const named = levelCode === undefined ? track : track?.levels.find(({ code }) => code === levelCode);
    if (named) return named.name[locale];
  }
  return levelCode ?? trackCode;
}

function writtenDate(date: string, locale: Locale): string {
  const [year, month, day] = date.split('-').map(Number);
  if (locale === 'zh-CN') return `${year}年${month}月${day}日`;
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${date}T00:00:00Z`));
}
