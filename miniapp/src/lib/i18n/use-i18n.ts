import { useMemo } from 'react';
import { createFormat, type Format } from '../format';
import { usePreferences } from '../preferences';
import { fill, type Language, type MessageValues, translate, type ValuesOf, type WordTable } from './translate';
import type { MessageKey } from './zh-CN';

export interface I18n {
  language: Language;
  t: <Key extends MessageKey>(key: Key, ...values: MessageValues<Key>) => string;
  format: Format;
}

/** Texts, numbers and dates in the member's language; a component that uses it follows a change at once. */
export function useI18n(): I18n {
  const { language } = usePreferences();
  return useMemo(
    () => ({
      language,
      t: (key, ...values) => translate(language, key, ...values),
      format: createFormat(language),
    }),
    [language],
  );
}

/** The texts of a package in the member's language. */
export function useWords<Zh extends Record<string, string>>(
  table: WordTable<Zh>,
): <Key extends keyof Zh>(key: Key, ...values: ValuesOf<Zh[Key]>) => string {
  const { language } = usePreferences();
  return useMemo(
    () =>
      (key, ...values) =>
        fill(table[language][key], values[0]),
    [table, language],
  );
}
