export {
  fill,
  hasMessage,
  LANGUAGES,
  type Language,
  languageOf,
  MESSAGES,
  translate,
  type ValuesOf,
  type WordTable,
} from './translate';
export type { MessageKey } from './zh-CN';
