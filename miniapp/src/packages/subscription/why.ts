import { type ApiError, wordsFor } from '@/lib/errors';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { SUBSCRIPTION_WORDS } from './words';

const KNOWN = [
  ...(['AGREEMENT_OUTDATED', 'AUTO_RENEW_NOT_OFFERED', 'PLAN_REFUND_NOT_POSSIBLE'] as const),
  ...(['PLAN_UNKNOWN', 'PROVIDER_BUSY', 'SUBSCRIPTION_STATE_CONFLICT'] as const),
];

/** Why it did not work, in words. */
export function useWhy(): (error: ApiError) => string {
  const { t } = useI18n();
  const w = useWords(SUBSCRIPTION_WORDS);
  return (error) => {
    const known = KNOWN.find((code) => code === error.code);
    return known ? w(`error.${known}`) : t(wordsFor(error));
  };
}
