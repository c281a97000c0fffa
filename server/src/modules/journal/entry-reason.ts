import type { RewardSource } from '../../engine/reward';
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
  save: { 'zh-CN': '会员节省', en: 'Saved by the plan' },
  unsave: { 'zh-CN': '节省撤回', en: 'Saving taken back' },
  transfer: { 'zh-CN': '会员合并', en: 'Memberships merged' },
};

/** Of rewards and prices, by the kind of their source. */
const sourceWords: Record<RewardSource['kind'], Record<Locale, string>> = {
  task: { 'zh-CN': '任务奖励', en: 'Reward of a task' },
  checkIn: { 'zh-CN': '签到奖励', en: 'Check-in' },
  makeUp: { 'zh-CN': '补签', en: 'Check-in made up for' },
  referral: { 'zh-CN': '邀请奖励', en: 'Reward of an invitation' },
  gift: { 'zh-CN': '升级礼包', en: 'Upgrade gift' },
  benefit: { 'zh-CN': '会员权益', en: 'Benefit' },
};
const takenBack: Record<Locale, string> = { 'zh-CN': '奖励扣回', en: 'Reward taken back after a refund' };

/**
 * What a line of a ledger is, in a few words: the reason that staff gave, the words for what gave a reward, or those for
 * its kind.
 */
export function reasonOf({ kind, trace }: Pick<LedgerEntry, 'kind' | 'trace'>, locale: Locale): string {
  const { reason, source } = trace;
  if (reason !== undefined) return reason;
  if (source === undefined) return words[kind][locale];
  const given = sourceWords[source.split(' ')[0] as RewardSource['kind']];
  return kind === 'reverse' ? takenBack[locale] : given[locale];
}

/** A partner's own id of an event, from the event's key; undefined for what a member did in the app itself. */
export function eventIdOf(key: string | null | undefined): string | undefined {
  return key?.startsWith('self:') ? undefined : key?.slice(key.indexOf(':') + 1);
}
