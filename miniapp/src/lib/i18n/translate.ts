import { en } from './en';
import { type MessageKey, zhCN } from './zh-CN';

export const LANGUAGES = ['zh-CN', 'en'] as const;

/** A language the mini-app speaks, as a BCP 47 tag. */
export type Language = (typeof LANGUAGES)[number];

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The values that the message of `Key` needs: none, or exactly its `{names}`. */
export type MessageValues<Key extends MessageKey> = [Placeholders<(typeof zhCN)[Key]>] extends [never]
  ? []
  : [values: Record<Placeholders<(typeof zhCN)[Key]>, string>];

export const MESSAGES: Record<Language, Record<MessageKey, string>> = { 'zh-CN': zhCN, en };

/** The text of `key` in `language`, its `{names}` filled in. */
export function translate<Key extends MessageKey>(language: Language, key: Key, ...values: MessageValues<Key>): string {
  const given: Record<string, string> = values[0] ?? {};
  return MESSAGES[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => given[name] ?? whole);
}

/** Whether a key put together at run time exists. */
export function hasMessage(key: string): key is MessageKey {
  return Object.hasOwn(zhCN, key);
}

/** The language for a system's tag such as `zh_CN` or `en-GB`; Chinese where it is neither. */
export function languageOf(tag: string | undefined): Language {
  return /^en\b/i.test((tag ?? '').replace('_', '-')) ? 'en' : 'zh-CN';
}
