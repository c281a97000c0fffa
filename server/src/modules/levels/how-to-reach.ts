import type { Basis } from '../../engine/program';
import { formatCount, formatYuan, type Locale } from '../../platform/locale';
import type { Place } from './place-at';

/** What a member must do for the next level, in one sentence with the exact gap (L3). */
export function howToReach(basis: Basis, next: NonNullable<Place['next']>, locale: Locale): string {
  const name = next.level.name[locale];
  const isChinese = locale === 'zh-CN';
  // Held down by staff, or waiting for a review.
  if (next.needed === 0) return isChinese ? `已达到${name}的门槛` : `The threshold of ${name} is reached`;
  const deed = deedOf(basis, next.needed, locale);
  return isChinese ? `${deed}，升级为${name}` : `${deed} to reach ${name}`;
}

function deedOf(basis: Basis, gap: number, locale: Locale): string {
  const [count, yuan] = [formatCount(gap, locale), formatYuan(gap, locale)];
  const say = (chinese: string, english: string) => (locale === 'zh-CN' ? chinese : english);
  switch (basis.kind) {
    case 'growth':
      return say(`再获得 ${count} 成长值`, `Earn ${count} more growth value`);
    case 'points':
      return say(`再获得 ${count} 积分`, `Earn ${count} more points`);
    case 'amount':
      return basis.on.every((type) => type === 'investment.made')
        ? say(`再投资 ${yuan}`, `Invest ${yuan} more`)
        : say(`再消费 ${yuan}`, `Spend ${yuan} more`);
    case 'recharge':
      return say(`再储值 ${yuan}`, `Top up ${yuan} more`);
    case 'holding':
      return say(`持有资产再增加 ${yuan}`, `Hold ${yuan} more`);
    case 'termWeighted':
      return say(`再投资 ${yuan}（年化）`, `Invest ${yuan} more (annualised)`);
    case 'activity':
      return say(`再获得 ${count} 活跃分`, `Earn ${count} more activity points`);
    default:
      return say(`还差 ${count} 分`, `Earn ${count} more points of the score`);
  }
}

/** A score of a basis with its unit. */
export function scoreText(basis: Basis, score: number, locale: Locale): string {
  const count = formatCount(score, locale);
  const say = (chinese: string, english: string) => (locale === 'zh-CN' ? chinese : english);
  switch (basis.kind) {
    case 'growth':
      return say(`${count} 成长值`, `${count} growth value`);
    case 'points':
      return say(`${count} 积分`, `${count} points`);
    case 'activity':
      return say(`${count} 活跃分`, `${count} activity points`);
    case 'amount':
    case 'recharge':
    case 'holding':
    case 'termWeighted':
      return formatYuan(score, locale);
    default:
      return say(`${count} 分`, count);
  }
}
