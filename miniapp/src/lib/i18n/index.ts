export { hasMessage, type Language, LANGUAGES, languageOf, MESSAGES, translate } from './translate';
export type { MessageKey } from './zh-CN';
