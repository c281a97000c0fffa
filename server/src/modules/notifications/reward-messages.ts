import type { KindsOf, RewardData } from './kind-of-message';

/** Messages about tasks, gifts and invitations, and what their words are made from. */
export interface RewardMessages {
  TASK_COMPLETED: { task: string };
  TASK_REWARDED: RewardData & { task: string };
  GIFT_RECEIVED: RewardData;
  BENEFIT_RECEIVED: RewardData & { benefit: string };
  REFERRAL_REGISTERED: { friends: number };
  REFERRAL_REWARDED: RewardData & { side: ReferralSide };
  REFERRAL_LIMIT: { friends: number };
  REWARD_TAKEN_BACK: RewardData;
}

/** Who is rewarded for an invitation. */
export type ReferralSide = 'inviter' | 'invitee';

/** Messages about tasks (任务), gifts (礼包), benefits (权益) and invitations (邀请). */
export const rewardMessages: KindsOf<RewardMessages> = {
  TASK_COMPLETED: {
    description: 'A task is completed and its reward waits to be claimed (任务完成，待领取).',
    opens: 'TASKS',
    topic: 'REWARD',
    text: {
      'zh-CN': ({ task }, words) => ({
        title: '任务已完成，奖励待领取',
        body: `您已完成“${words.task(task)}”，快去领取奖励吧。`,
      }),
      en: ({ task }, words) => ({
        title: 'A reward waits for you',
        body: `You completed “${words.task(task)}”: claim the reward.`,
      }),
    },
  },
  TASK_REWARDED: {
    description: 'A task is completed, and its reward came by itself (任务奖励已发放).',
    opens: 'TASKS',
    topic: 'REWARD',
    text: {
      'zh-CN': ({ task, ...reward }, words) => ({
        title: '任务奖励已发放',
        body: `您已完成“${words.task(task)}”，获得：${words.reward(reward)}。`,
      }),
      en: ({ task, ...reward }, words) => ({
        title: 'You were rewarded for a task',
        body: `You completed “${words.task(task)}” and got ${words.reward(reward)}.`,
      }),
    },
  },
  GIFT_RECEIVED: {
    description: 'The gift of an upgrade has come (升级礼包).',
    opens: 'BENEFITS',
    topic: 'REWARD',
    text: {
      'zh-CN': (reward, words) => ({
        title: '升级礼包已到账',
        body: `恭喜升级，您获得：${words.reward(reward)}。`,
      }),
      en: (reward, words) => ({
        title: 'The gift of your upgrade is here',
        body: `For your upgrade you got ${words.reward(reward)}.`,
      }),
    },
  },
  BENEFIT_RECEIVED: {
    description:
      'What a benefit of the level gives has come: for a birthday, a month, a holiday, an upgrade (权益到账).',
    opens: 'BENEFITS',
    topic: 'REWARD',
    text: {
      'zh-CN': ({ benefit, ...reward }, words) => ({
        title: `${words.benefit(benefit)}已到账`,
        body: `您获得：${words.reward(reward)}。`,
      }),
      en: ({ benefit, ...reward }, words) => ({
        title: `${words.benefit(benefit)} is here`,
        body: `You got ${words.reward(reward)}.`,
      }),
    },
  },
  REFERRAL_REGISTERED: {
    description: 'Friends registered with the member’s invitation code (好友已注册).',
    opens: 'REFERRAL',
    text: {
      'zh-CN': ({ friends }, { count }) => ({
        title: '好友已接受邀请',
        body: `${count(friends)} 位好友通过您的邀请加入了会员。`,
      }),
      en: ({ friends }, { count }) => ({
        title: friends === 1 ? 'A friend has joined' : `${count(friends)} friends have joined`,
        body: `${friends === 1 ? 'A friend' : `${count(friends)} friends`} joined by your invitation.`,
      }),
    },
  },
  REFERRAL_REWARDED: {
    description: 'An invitation was fulfilled, and the member was rewarded for it (邀请奖励).',
    opens: 'REFERRAL',
    topic: 'REWARD',
    text: {
      'zh-CN': ({ side, ...reward }, words) => ({
        title: '邀请奖励已到账',
        body:
          side === 'inviter'
            ? `您邀请的好友已达成条件，您获得：${words.reward(reward)}。`
            : `您受邀加入并已达成条件，获得：${words.reward(reward)}。`,
      }),
      en: ({ side, ...reward }, words) => ({
        title: 'You were rewarded for an invitation',
        body:
          side === 'inviter'
            ? `A friend fulfilled your invitation: you got ${words.reward(reward)}.`
            : `You fulfilled the invitation that you came by, and got ${words.reward(reward)}.`,
      }),
    },
  },
  REFERRAL_LIMIT: {
    description: 'Invitations were fulfilled beyond the number that is rewarded in a day or month (邀请奖励已达上限).',
    opens: 'REFERRAL',
    text: {
      'zh-CN': ({ friends }, { count }) => ({
        title: '邀请奖励已达上限',
        body: `您邀请的 ${count(friends)} 位好友已达成条件。本期邀请奖励次数已满，此次不再发放奖励。`,
      }),
      en: ({ friends }, { count }) => ({
        title: 'No more rewards for invitations for now',
        body: `${friends === 1 ? 'A friend' : `${count(friends)} friends`} fulfilled your invitation. As many as are rewarded in this period have been.`,
      }),
    },
  },
  REWARD_TAKEN_BACK: {
    description: 'A reward was taken back, because what had earned it was undone (奖励收回).',
    opens: 'POINTS',
    text: {
      'zh-CN': (reward, words) => ({
        title: '奖励已收回',
        body: `因相关交易退回或不再符合条件，以下奖励已收回：${words.reward(reward)}。`,
      }),
      en: (reward, words) => ({
        title: 'A reward was taken back',
        body: `What had earned it was returned or does not count any more: ${words.reward(reward)}.`,
      }),
    },
  },
};
