import type { WordTable } from '@/lib/i18n';

const zh = {
  unread: '{count} 条未读',
  allRead: '都已读完',
  markAll: '全部已读',
  none: '还没有消息',
  noneBody: '等级变动、奖励到账、积分与优惠券到期前，我们会在这里告诉您。',
  new: '未读',
  failed: '没能标为已读：{why}',
  remind: '微信提醒',
  remindBody: '每允许一次，微信可以提醒您一次。',
  remindLeft: '{name} {count} 次',
  remindAllow: '允许提醒',
  remindFailed: '没能记下您的选择：{why}',
} as const;

/** The texts of the message centre. */
export const MESSAGES_WORDS: WordTable<typeof zh> = {
  'zh-CN': zh,
  en: {
    unread: '{count} unread',
    allRead: 'All read',
    markAll: 'Mark all as read',
    none: 'No messages yet',
    noneBody: 'We tell you here when your level changes, when rewards come, and before points and coupons expire.',
    new: 'Unread',
    failed: 'Not marked as read: {why}',
    remind: 'Reminders by WeChat',
    remindBody: 'WeChat may remind you once for each time you allow it.',
    remindLeft: '{name}: {count}',
    remindAllow: 'Allow',
    remindFailed: 'Your choice was not recorded: {why}',
  },
};
