export { hasMessage, LANGUAGES, type Language, languageOf, MESSAGES, translate } from './translate';
export type { MessageKey } from './zh-CN';
