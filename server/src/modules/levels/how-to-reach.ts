import { formatCount, type Locale } from '../../platform/locale';
import type { Place } from './place-at';

/** What a member must do for the next level, in one sentence with the exact gap (L3). */
export function howToReach(next: NonNullable<Place['next']>, locale: Locale): string {
  const gap = formatCount(next.needed, locale);
  return locale === 'zh-CN'
    ? `再获得 ${gap} 成长值，升级为${next.level.name['zh-CN']}`
    : `Earn ${gap} more growth value to reach ${next.level.name.en}`;
}
