import { type ApiError, wordsFor } from '@/lib/errors';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { FAMILY_WORDS } from './words';

const KNOWN = [
  ...(['FAMILY_NOT_OFFERED', 'FAMILY_FULL', 'FAMILY_COOL_DOWN', 'FAMILY_INVITATION_INVALID'] as const),
  ...(['FAMILY_CONFLICT', 'FAMILY_OWN', 'FAMILY_NOT_FOUND'] as const),
];

/** Why it did not work, in words. */
export function useWhy(): (error: ApiError) => string {
  const { t } = useI18n();
  const w = useWords(FAMILY_WORDS);
  return (error) => {
    const known = KNOWN.find((code) => code === error.code);
    return known ? w(`error.${known}`) : t(wordsFor(error));
  };
}
