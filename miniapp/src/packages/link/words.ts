import type { WordTable } from '@/lib/i18n';

const zh = {
  title: '关联到您的会员账户？',
  body: '关联后，您在该商家的记录与本会员账户合为一体，积分、成长值和等级共同计算。',
  confirm: '确认关联',
  busy: '正在关联…',
  later: '暂不关联',
  done: '已关联',
  doneBody: '{nickname}（会员号 {number}）现在包含该商家的记录。',
  moved: '已切换到原有会员账户',
  movedBody: '您在该商家已有会员记录，现在以 {nickname}（会员号 {number}）继续。',
  waiting: '已提交，等待工作人员处理',
  waitingBody: '两边都有会员记录，需要工作人员核对后合并。在此之前什么都不会改变。申请时间：{date}。',
  home: '回到会员中心',
  noToken: '这个链接不完整',
  noTokenBody: '请回到商家页面，重新点击“关联会员”。',
  failed: '没能关联',
  'error.LINK_TOKEN_INVALID': '这个链接已经用过或超过 10 分钟，请回到商家页面重新获取。',
  'error.STATE_CONFLICT': '该商家的另一个账户已关联到您的会员账户。',
  'error.MEMBER_BLOCKED': '会员账户已暂停使用，请联系客服。',
} as const;

/** The texts of the link screen. */
export const LINK_WORDS: WordTable<typeof zh> = {
  'zh-CN': zh,
  en: {
    title: 'Link to your membership?',
    body: 'Your records at this partner become part of this membership: points, growth and level count together.',
    confirm: 'Link',
    busy: 'Linking…',
    later: 'Not now',
    done: 'Linked',
    doneBody: '{nickname} (No. {number}) now includes your records at this partner.',
    moved: 'Switched to your earlier membership',
    movedBody: 'You were a member through this partner already: you go on as {nickname} (No. {number}).',
    waiting: 'Sent; our staff will look at it',
    waitingBody:
      'Both sides have a history, so our staff check before they merge. Nothing changes until then. Asked: {date}.',
    home: 'Back to membership',
    noToken: 'This link is incomplete',
    noTokenBody: 'Please go back to the partner and tap “Link membership” again.',
    failed: 'Not linked',
    'error.LINK_TOKEN_INVALID':
      'This link was used before or is older than 10 minutes. Please get a new one from the partner.',
    'error.STATE_CONFLICT': 'Another account at this partner is linked to your membership already.',
    'error.MEMBER_BLOCKED': 'Your membership is on hold. Please contact us.',
  },
};
