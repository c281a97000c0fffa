import type { I18n } from './i18n/use-i18n';

/** A balance in a few words: what can be spent, or what is owed. */
export function pointsWords(
  { available, debt }: { available: number; debt: number },
  { t, format }: Pick<I18n, 't' | 'format'>,
): string {
  return debt > 0 ? t('points.owed', { points: format.count(debt) }) : format.count(available);
}
