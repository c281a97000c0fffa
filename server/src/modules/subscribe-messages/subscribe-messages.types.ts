import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access, member, staff } from '../../graphql/access';
import { connectionTypes } from '../../graphql/connection';
import { Payload } from '../../graphql/payload';
import { DateTime } from '../../graphql/scalars';
import type { MessageTopic } from '../../platform/config';
import type { Locale } from '../../platform/locale';
import { Member } from '../members/members.types';
import type { NotificationKind } from '../notifications';
import { NotificationKindEnum } from '../notifications/notifications.types';
import type { DeliveryReason, DeliveryState } from './subscribe-messages.entities';

/** What each topic is called, for members. */
export const topicNames: Record<MessageTopic, Record<Locale, string>> = {
  LEVEL: { 'zh-CN': '等级变动', en: 'Changes of level' },
  EXPIRY: { 'zh-CN': '到期提醒', en: 'What expires' },
  REWARD: { 'zh-CN': '奖励到账', en: 'Rewards' },
  WALLET: { 'zh-CN': '储值变动', en: 'Stored value' },
  ORDER: { 'zh-CN': '订单进度', en: 'Orders' },
};

const topics: Record<MessageTopic, MessageTopic> = {
  LEVEL: 'LEVEL',
  EXPIRY: 'EXPIRY',
  REWARD: 'REWARD',
  WALLET: 'WALLET',
  ORDER: 'ORDER',
};
registerEnumType(topics, {
  name: 'MessageTopic',
  description: 'What members can be reminded of by WeChat. Topics are added.',
  valuesConfig: {
    LEVEL: { description: 'The level rose, fell or was taken back (等级变动).' },
    EXPIRY: { description: 'Points or coupons expire soon (到期提醒).' },
    REWARD: { description: 'A reward came, or waits to be claimed (奖励到账).' },
    WALLET: { description: 'Stored value was recharged, spent or returned (储值变动).' },
    ORDER: { description: 'An order of the mall was sent, has arrived or failed (订单进度).' },
  },
});

const states: Record<DeliveryState, DeliveryState> = {
  PENDING: 'PENDING',
  SENDING: 'SENDING',
  SENT: 'SENT',
  FAILED: 'FAILED',
};
registerEnumType(states, {
  name: 'MessageDeliveryState',
  description: 'How the sending of a message stands.',
  valuesConfig: {
    PENDING: { description: 'It waits to be sent, for the first time or again (待发送).' },
    SENDING: { description: 'WeChat is being asked (发送中).' },
    SENT: { description: 'WeChat took it (已发送).' },
    FAILED: { description: 'It was not sent, or nobody knows: see `reason` (发送失败).' },
  },
});

const reasons: Record<DeliveryReason, DeliveryReason> = {
  NO_CONSENT: 'NO_CONSENT',
  REFUSED: 'REFUSED',
  NO_RECIPIENT: 'NO_RECIPIENT',
  NOT_OFFERED: 'NOT_OFFERED',
  INVALID: 'INVALID',
  MISCONFIGURED: 'MISCONFIGURED',
  BUSY: 'BUSY',
  UNKNOWN: 'UNKNOWN',
};
registerEnumType(reasons, {
  name: 'MessageDeliveryReason',
  description: 'Why a message was not sent. Reasons are added.',
  valuesConfig: {
    NO_CONSENT: { description: 'Other messages had used up what the member accepted (次数已用完).' },
    REFUSED: { description: 'WeChat says that the member does not accept it (用户拒收).' },
    NO_RECIPIENT: { description: 'The member has never signed in in the mini-program (无小程序身份).' },
    NOT_OFFERED: { description: 'There is no template for the topic any more (模板未配置).' },
    INVALID: { description: 'WeChat refused template, field or recipient: for the operator (参数错误).' },
    MISCONFIGURED: { description: 'WeChat refused the credentials of the mini-program: for the operator (凭证错误).' },
    BUSY: { description: 'WeChat is busy or limits calls; it was tried again for a while (系统繁忙).' },
    UNKNOWN: { description: 'No answer came: it may have been sent, and is not sent twice (结果未知).' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'A template of subscribe messages (订阅消息模板): ask for it on a tap, at most three at once.',
})
export class MessageTemplate {
  @Access(member, staff('viewer'))
  @Field(() => topics, { description: 'What it reminds of.' })
  topic: MessageTopic;

  @Access(member, staff('viewer'))
  @Field(() => String, { description: 'What it reminds of, in words of the reader’s language.' })
  name: string;

  @Access(member, staff('viewer'))
  @Field(() => String, { description: 'For `tmplIds` of `wx.requestSubscribeMessage`.' })
  templateId: string;

  @Access(member, staff('viewer'))
  @Field(() => Int, { description: 'How many messages may still be sent: one for each accept (剩余次数).' })
  left: number;
}

@ObjectType({ simpleResolvers: true, description: 'A message that was to be sent by WeChat (订阅消息发送记录).' })
export class MessageDelivery {
  /** For resolvers only: never leaves the server. */
  readonly rowId: number;

  @Access(staff('viewer'))
  @Field(() => NotificationKindEnum, { description: 'What the message is about.' })
  kind: NotificationKind;

  @Access(staff('viewer'))
  @Field(() => topics, { description: 'By which template.' })
  topic: MessageTopic;

  @Access(staff('viewer'))
  @Field(() => states, { description: 'How it stands (状态).' })
  state: DeliveryState;

  @Access(staff('viewer'))
  @Field(() => reasons, { nullable: true, description: 'Why it was not sent; of one that waits, why not yet (原因).' })
  reason: DeliveryReason | null;

  @Access(staff('viewer'))
  @Field(() => Int, { description: 'How often WeChat was asked.' })
  attempts: number;

  @Access(staff('viewer'))
  @Field(() => DateTime, { description: 'When what it tells happened (时间).' })
  createdAt: Date;

  @Access(staff('viewer'))
  @Field(() => DateTime, { nullable: true, description: 'When it was sent or given up; null: not yet.' })
  endedAt: Date | null;
}

/** `MessageDeliveryConnection`. */
export const MessageDeliveryConnection = connectionTypes(MessageDelivery, 'MessageDelivery', staff('viewer'));

@ObjectType({ simpleResolvers: true, description: 'Outcome of `messageConsentRecord`.' })
export class MessageConsentRecordPayload extends Payload {
  @Access(member)
  @Field(() => Member, { nullable: true, description: 'The member, with what is left of each template now.' })
  member?: Member;
}
