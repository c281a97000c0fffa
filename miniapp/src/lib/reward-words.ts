import type { I18n } from './i18n/use-i18n';

/** What a task, a check-in or an invitation gives. */
interface Reward {
  points?: number | null;
  growth?: number | null;
  coupon?: string | null;
  benefit?: string | null;
}

/** A reward in words: `+50 积分 · +20 成长值`, in a sentence without signs; empty where nothing is given. */
export function rewardWords(
  { points, growth, coupon, benefit }: Reward,
  { t, format }: Pick<I18n, 't' | 'format'>,
  number: (value: number) => string = format.change,
): string {
  const parts = [
    points ? t('reward.points', { points: number(points) }) : '',
    growth ? t('reward.growth', { growth: number(growth) }) : '',
    coupon ? t('reward.coupon') : '',
    benefit ? t('reward.benefit') : '',
  ];
  return parts.filter(Boolean).join(' · ');
}
