import { hasMessage, type MessageKey } from '../i18n';
import type { ApiError } from './api-error';

type ErrorKey = Extract<MessageKey, `error.${string}`>;

/** The sentence for an error: the one of its code if we have it, else the one of its kind. */
export function wordsFor(error: ApiError): ErrorKey {
  const byCode = `error.code.${error.code ?? ''}` as ErrorKey;
  return hasMessage(byCode) ? byCode : `error.kind.${error.kind}`;
}
