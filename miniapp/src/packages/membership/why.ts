import { type ApiError, wordsFor } from '@/lib/errors';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { MEMBERSHIP_WORDS } from './words';

const KNOWN = [
  ...(['AGREEMENT_OUTDATED', 'AUTO_RENEW_NOT_OFFERED', 'OFFER_NOT_OPEN', 'PAYMENT_NOT_OFFERED'] as const),
  ...(['PAYMENT_NOT_OPEN', 'PLAN_CODE_INVALID', 'PLAN_UNKNOWN', 'PROVIDER_BUSY'] as const),
  ...(['SUBSCRIPTION_RUNNING', 'SUBSCRIPTION_STATE_CONFLICT'] as const),
];

/** Why it did not work: in our words where the reason is known, else in the server’s, which name the fix. */
export function useWhy(): (error: ApiError) => string {
  const { t, language } = useI18n();
  const w = useWords(MEMBERSHIP_WORDS);
  return (error) => {
    const known = KNOWN.find((code) => code === error.code);
    if (known) return w(`error.${known}`);
    const words = t(wordsFor(error));
    // The server speaks English to programs; somebody who reads English is told more by it.
    return error.kind === 'refused' && language === 'en' && words === t('error.kind.refused') ? error.message : words;
  };
}
