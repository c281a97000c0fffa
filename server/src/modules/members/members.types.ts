import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access, ActsAs, anyone, member, partner, staff } from '../../graphql/access';
import { connectionTypes } from '../../graphql/connection';
import { Node } from '../../graphql/node';
import { Payload } from '../../graphql/payload';
import { DateTime, URLScalar } from '../../graphql/scalars';
import { encodeId } from '../../platform/ids';
import type { MemberStatus, SignInChannel } from './members.entities';
import type { MemberRecord } from './members.store';

export const MemberStatusEnum: Record<MemberStatus, MemberStatus> = {
  ACTIVE: 'ACTIVE',
  BLOCKED: 'BLOCKED',
  MERGED: 'MERGED',
};
registerEnumType(MemberStatusEnum, {
  name: 'MemberStatus',
  description: 'Whether a member may use the membership.',
  valuesConfig: {
    ACTIVE: { description: 'Everything is open (正常).' },
    BLOCKED: { description: 'Nothing is granted and nothing can be spent (冻结).' },
    MERGED: { description: 'Another member of the same person goes on instead (已合并).' },
  },
});

export const SignInChannelEnum: Record<SignInChannel, SignInChannel> = { MINI_PROGRAM: 'MINI_PROGRAM', WEB: 'WEB' };
registerEnumType(SignInChannelEnum, {
  name: 'SignInChannel',
  description: 'Where the sign-in code comes from.',
  valuesConfig: {
    MINI_PROGRAM: { description: '`wx.login` in the mini-program (小程序).' },
    WEB: { description: 'Web authorisation in a browser (网页授权).' },
  },
});

const sources = { WECHAT_MINI_APP: 'WECHAT_MINI_APP', WECHAT_WEB: 'WECHAT_WEB', PARTNER: 'PARTNER' } as const;
registerEnumType(sources, {
  name: 'RegistrationSource',
  description: 'Where a member came from first.',
  valuesConfig: {
    WECHAT_MINI_APP: { description: 'Signed in to the mini-program (微信小程序).' },
    WECHAT_WEB: { description: 'Signed in by web authorisation (微信网页).' },
    PARTNER: { description: 'A partner told of them (合作方).' },
  },
});
/** `RegistrationSource`. */
export const RegistrationSourceEnum = sources;

const readers = [member, partner('members:read'), staff('viewer')];

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A member (会员). Members see themselves, partners those who bear one of their references, staff all.',
})
export class Member extends Node {
  /** For resolvers only: never leaves the server. */
  readonly rowId: number;

  @Access(readers)
  @Field(() => String, { description: 'The member number (会员号) as printed on the card, in groups of four.' })
  number: string;

  @Access(readers)
  @Field(() => String, { description: 'The name the member chose (昵称).' })
  nickname: string;

  @Access(readers)
  @Field(() => URLScalar, { nullable: true, description: 'The picture the member chose (头像).' })
  avatarUrl: string | null;

  @Access(member, staff('viewer'))
  @Field(() => String, { nullable: true, description: 'The bound phone number, masked: `138****1234` (手机号).' })
  phoneMasked: string | null;

  @Access(readers)
  @Field(() => DateTime, { description: 'When the membership began (入会时间).' })
  joinedAt: Date;

  @Access(readers)
  @Field(() => MemberStatusEnum, { description: 'Whether the membership may be used (状态).' })
  status: MemberStatus;

  @Access(readers)
  @Field(() => String, { nullable: true, description: 'Why it may not, in neutral words (原因).' })
  statusReason: string | null;

  @Access(staff('viewer'))
  @Field(() => ID, { nullable: true, description: 'Of a merged member: the id of the one who goes on (合并到).' })
  mergedInto: string | null;

  /** The member as the gateway shows it. */
  static from(record: MemberRecord): Member {
    const { id: rowId, nickname, avatarUrl, phoneMasked, joinedAt, status, statusReason } = record;
    const mergedInto = record.mergedInto === null ? null : encodeId('Member', record.mergedInto);
    const number = String(88_000_000_0000 + rowId).replace(/\d{4}(?=\d)/g, '$& ');
    const shown = { id: encodeId('Member', rowId), rowId, number, nickname, avatarUrl, phoneMasked };
    return Object.assign(new Member(), shown, { joinedAt, status, statusReason, mergedInto });
  }
}

/** `MemberConnection`. */
export const MemberConnection = connectionTypes(Member, 'Member', staff('viewer'));

@ObjectType({ simpleResolvers: true, description: 'What a client needs to stay signed in (会话).' })
export class Session {
  @Access(anyone)
  @Field(() => String, { description: 'Send it as `Authorization: Bearer …`; good for 15 minutes.' })
  accessToken: string;

  @Access(anyone)
  @Field(() => String, { description: 'Exchange it by `sessionRefresh`; works once, within 30 days.' })
  refreshToken: string;

  @Access(anyone)
  @Field(() => DateTime, { description: 'When the access token ends.' })
  expiresAt: Date;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `sessionCreate`.' })
export class SessionCreatePayload extends Payload {
  @Access(anyone)
  @Field(() => Session, { nullable: true, description: 'The new session.' })
  session?: Session;

  @Access(anyone)
  @ActsAs('member')
  @Field(() => Member, { nullable: true, description: 'The member who has signed in.' })
  member?: Member;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `sessionRefresh`.' })
export class SessionRefreshPayload extends Payload {
  @Access(anyone)
  @Field(() => Session, { nullable: true, description: 'The session with its next tokens.' })
  session?: Session;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `sessionRevoke`.' })
export class SessionRevokePayload extends Payload {
  @Access(member)
  @Field(() => Int, { nullable: true, description: 'How many sessions were ended.' })
  revoked?: number;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of a mutation by which members change themselves.' })
abstract class OwnMemberPayload extends Payload {
  @Access(member)
  @Field(() => Member, { nullable: true, description: 'The member as they are now.' })
  member?: Member;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `memberUpdate`.' })
export class MemberUpdatePayload extends OwnMemberPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `memberPhoneBind`.' })
export class MemberPhoneBindPayload extends OwnMemberPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of a mutation by which staff change a member.' })
abstract class StaffMemberPayload extends Payload {
  @Access(staff('operator'))
  @Field(() => Member, { nullable: true, description: 'The member as they are now.' })
  member?: Member;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `memberBlock`.' })
export class MemberBlockPayload extends StaffMemberPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `memberUnblock`.' })
export class MemberUnblockPayload extends StaffMemberPayload {}
