import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Access, member } from '../../graphql/access';
import { connectionTypes } from '../../graphql/connection';
import { Node } from '../../graphql/node';
import { Payload } from '../../graphql/payload';
import { DateTime } from '../../graphql/scalars';
import { encodeId } from '../../platform/ids';
import type { Locale } from '../../platform/locale';
import { Member } from '../members/members.types';
import type { ProgramInForce } from '../programs';
import type { NotificationTarget } from './kind-of-message';
import { type NotificationKind, notificationKinds } from './notification-kinds';
import { inWords } from './notification-words';
import type { StoredNotification } from './notifications.store';

const kinds = Object.keys(notificationKinds) as NotificationKind[];
export const NotificationKindEnum = Object.fromEntries(kinds.map((kind) => [kind, kind]));
registerEnumType(NotificationKindEnum, {
  name: 'NotificationKind',
  description: 'What a message is about. Kinds are added: show one that you do not know by its title and body.',
  valuesConfig: Object.fromEntries(kinds.map((kind) => [kind, { description: notificationKinds[kind].description }])),
});

/** The pages, each with its description. */
const targetWords: Record<NotificationTarget, string> = {
  LEVEL: 'The member’s level and the way to the next (等级).',
  POINTS: 'The points and what changed them (积分).',
  TASKS: 'The tasks and their rewards (任务).',
  COUPONS: 'The member’s coupons (优惠券).',
  WALLET: 'Stored value and what changed it (储值).',
  REFERRAL: 'The invitation code and who came by it (邀请).',
  BENEFITS: 'What the level gives (权益).',
  ORDER: 'The order of the mall that `id` names (订单).',
  PLAN: 'The member’s plan (我的会员).',
};
const targets = Object.fromEntries(Object.keys(targetWords).map((target) => [target, target]));
registerEnumType(targets, {
  name: 'NotificationTarget',
  description: 'A page that a message leads to. Targets are added.',
  valuesConfig: Object.fromEntries(
    Object.entries(targetWords).map(([target, description]) => [target, { description }]),
  ),
});

@ObjectType({ simpleResolvers: true, description: 'What a tap on a message does.' })
export class NotificationAction {
  @Access(member)
  @Field(() => targets, { description: 'The page to open.' })
  open: NotificationTarget;

  @Access(member)
  @Field(() => ID, { nullable: true, description: 'Of what the page is about, such as the order; null: of nothing.' })
  id: string | null;
}

@ObjectType({ implements: Node, simpleResolvers: true, description: 'A message to a member (消息).' })
export class Notification extends Node {
  /** For resolvers only: never leaves the server. */
  readonly rowId: number;

  @Access(member)
  @Field(() => NotificationKindEnum, { description: 'What it is about (类型).' })
  kind: NotificationKind;

  @Access(member)
  @Field(() => String, { description: 'What it is about, in a few words of the reader’s language (标题).' })
  title: string;

  @Access(member)
  @Field(() => String, { description: 'The message in a sentence or two of the reader’s language (内容).' })
  body: string;

  @Access(member)
  @Field(() => NotificationAction, { nullable: true, description: 'What a tap does; null: nothing.' })
  action?: NotificationAction;

  @Access(member)
  @Field(() => DateTime, { description: 'When what it tells happened (时间).' })
  createdAt: Date;

  @Access(member)
  @Field(() => DateTime, { nullable: true, description: 'When it was read; null: not yet (已读时间).' })
  readAt: Date | null;

  /** The message in the reader's language. */
  static from(stored: StoredNotification, current: ProgramInForce, locale: Locale): Notification {
    const { id: rowId, kind, createdAt, readAt } = stored;
    const text = inWords(stored, current, locale);
    const about = 'orderId' in stored.data ? encodeId('MallOrder', stored.data.orderId) : null;
    const action = { open: notificationKinds[kind].opens, id: about };
    const id = encodeId('Notification', rowId);
    return Object.assign(new Notification(), { id, rowId, kind, ...text, action, createdAt, readAt });
  }
}

/** `NotificationConnection`. */
export const NotificationConnection = connectionTypes(Notification, 'Notification', member);

@ObjectType({ simpleResolvers: true, description: 'Outcome of `notificationMarkRead`.' })
export class NotificationMarkReadPayload extends Payload {
  @Access(member)
  @Field(() => Member, { nullable: true, description: 'The member, with what is unread now.' })
  member?: Member;
}
