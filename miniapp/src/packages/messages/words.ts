import type { WordTable } from '@/lib/i18n';

const zh = {
  unread: '{count} 条未读',
  allRead: '都已读完',
  markAll: '全部已读',
  none: '还没有消息',
  noneBody: '等级变动与积分到期前，我们会在这里告诉您。',
  new: '未读',
  failed: '没能标为已读：{why}',
} as const;

/** The texts of the message centre. */
export const MESSAGES_WORDS: WordTable<typeof zh> = {
  'zh-CN': zh,
  en: {
    unread: '{count} unread',
    allRead: 'All read',
    markAll: 'Mark all as read',
    none: 'No messages yet',
    noneBody: 'We tell you here when your level changes and before points expire.',
    new: 'Unread',
    failed: 'Not marked as read: {why}',
  },
};
