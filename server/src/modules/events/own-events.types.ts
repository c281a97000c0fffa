import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Access, member } from '../../graphql/access';
import { Payload } from '../../graphql/payload';
import { Member } from '../members/members.types';

const channels = { FRIEND: 'friend', MOMENTS: 'moments', POSTER: 'poster', OTHER: 'other' } as const;
registerEnumType(channels, {
  name: 'ShareChannel',
  description: 'Where something was shared.',
  valuesConfig: {
    FRIEND: { description: 'With friends or in a group (微信好友或群).' },
    MOMENTS: { description: 'In moments (朋友圈).' },
    POSTER: { description: 'As a picture (海报).' },
    OTHER: { description: 'Elsewhere.' },
  },
});

@InputType({ description: 'The app was opened.' })
export class AppOpenRecordInput {
  @Field(() => String, {
    nullable: true,
    description: 'Where from, such as the scene that WeChat names; up to 64 characters. Rules see it as `data.scene`.',
  })
  scene?: string | null;
}

@InputType({ description: 'Something was shared.' })
export class ShareRecordInput {
  @Field(() => String, {
    description: 'Made by the caller; a repetition with the same key is answered, not done again.',
  })
  idempotencyKey: string;

  @Field(() => channels, { description: 'Where; rules see it as `data.channel`.' })
  channel: string;
}

@ObjectType({ simpleResolvers: true })
abstract class OwnEventPayload extends Payload {
  @Access(member)
  @Field(() => Boolean, { nullable: true, description: 'False: it had been recorded as often as it counts today.' })
  recorded?: boolean;

  @Access(member)
  @Field(() => Member, { nullable: true, description: 'The member as they are now.' })
  member?: Member;
}

@ObjectType({ simpleResolvers: true, description: 'What became of it, or why nothing was done.' })
export class AppOpenRecordPayload extends OwnEventPayload {}

@ObjectType({ simpleResolvers: true, description: 'What became of the share, or why nothing was done.' })
export class ShareRecordPayload extends OwnEventPayload {}
