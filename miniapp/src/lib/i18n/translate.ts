import { en } from './en';
import { type MessageKey, zhCN } from './zh-CN';

export const LANGUAGES = ['zh-CN', 'en'] as const;

/** A language the mini-app speaks, as a BCP 47 tag. */
export type Language = (typeof LANGUAGES)[number];

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The values that a text needs: none, or exactly its `{names}`. */
export type ValuesOf<Text extends string> = [Placeholders<Text>] extends [never]
  ? []
  : [values: Record<Placeholders<Text>, string>];

/** The values that the message of `Key` needs. */
export type MessageValues<Key extends MessageKey> = ValuesOf<(typeof zhCN)[Key]>;

/** The texts of a package, Chinese first: they are loaded with it and leave the main package small. */
export interface WordTable<Zh extends Record<string, string>> {
  'zh-CN': Zh;
  en: Record<keyof Zh, string>;
}

export const MESSAGES: Record<Language, Record<MessageKey, string>> = { 'zh-CN': zhCN, en };

/** The text of `key` in `language`, its `{names}` filled in. */
export function translate<Key extends MessageKey>(language: Language, key: Key, ...values: MessageValues<Key>): string {
  return fill(MESSAGES[language][key], values[0]);
}

/** A text with its `{names}` filled in. */
export function fill(text: string, values: Record<string, string> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** Whether a key put together at run time exists. */
export function hasMessage(key: string): key is MessageKey {
  return Object.hasOwn(zhCN, key);
}

/** The language for a system's tag such as `zh_CN` or `en-GB`; Chinese where it is neither. */
export function languageOf(tag: string | undefined): Language {
  return /^en\b/i.test((tag ?? '').replace('_', '-')) ? 'en' : 'zh-CN';
}
