import type { EntryKind } from '../../engine/state';
import type { Locale } from '../../platform/locale';
import type { LedgerEntry } from './journal.store';

const words: Record<EntryKind, Record<Locale, string>> = {
  earn: { 'zh-CN': '获得', en: 'Earned' },
  spend: { 'zh-CN': '使用', en: 'Spent' },
  return: { 'zh-CN': '退回', en: 'Returned' },
  expire: { 'zh-CN': '过期', en: 'Expired' },
  reverse: { 'zh-CN': '退款扣回', en: 'Taken back after a refund' },
  penalty: { 'zh-CN': '违约扣减', en: 'Deducted after a breach' },
  adjust: { 'zh-CN': '人工调整', en: 'Adjusted' },
  formula: { 'zh-CN': '成长值评估', en: 'Growth evaluated' },
  levelExpiry: { 'zh-CN': '等级到期扣减', en: 'Deducted at the end of a level' },
  recharge: { 'zh-CN': '充值', en: 'Recharged' },
  gift: { 'zh-CN': '充值赠送', en: 'Given with a recharge' },
  refund: { 'zh-CN': '充值退款', en: 'Paid back' },
  transfer: { 'zh-CN': '会员合并', en: 'Memberships merged' },
};

/** What a line of a ledger is, in a few words: the reason that staff gave, or the words for its kind. */
export function reasonOf({ kind, trace }: Pick<LedgerEntry, 'kind' | 'trace'>, locale: Locale): string {
  return trace.reason ?? words[kind][locale];
}
