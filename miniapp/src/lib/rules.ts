import type { Language } from './i18n';

/**
 * What the rules of the program files that ship are about, in a few words; a ledger names a rule by its code alone. A
 * program with other rules falls back to the server's word for the kind of line.
 */
const RULES: Record<string, Record<Language, string>> = {
  'loan-growth': { 'zh-CN': '借款', en: 'Borrowing' },
  'order-points': { 'zh-CN': '购物', en: 'Shopping' },
  'repayment-points': { 'zh-CN': '按时还款', en: 'Paying back on time' },
  'review-points': { 'zh-CN': '发表评价', en: 'Writing a review' },
  breach: { 'zh-CN': '违约', en: 'Breach of contract' },
  'order-growth': { 'zh-CN': '购物', en: 'Shopping' },
  'visit-growth': { 'zh-CN': '到访', en: 'Visiting' },
  'review-reward': { 'zh-CN': '发表评价', en: 'Writing a review' },
  'featured-reward': { 'zh-CN': '评价被精选', en: 'A featured review' },
  'recharge-points': { 'zh-CN': '储值', en: 'Topping up' },
  'investment-points': { 'zh-CN': '投资', en: 'Investing' },
  'investment-growth': { 'zh-CN': '投资', en: 'Investing' },
  'long-investment-points': { 'zh-CN': '长期投资', en: 'Investing for long' },
  'real-name-points': { 'zh-CN': '实名认证', en: 'Proving who you are' },
  'risk-assessment-points': { 'zh-CN': '风险测评', en: 'Assessing your risk' },
};

/** The words for a rule; undefined where its code is not known here. */
export function ruleWords(code: string | null | undefined, language: Language): string | undefined {
  return code ? RULES[code]?.[language] : undefined;
}
