import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Access, ActsAs, member, partner, staff } from '../../graphql/access';
import { connectionTypes } from '../../graphql/connection';
import { Node } from '../../graphql/node';
import { Payload } from '../../graphql/payload';
import { DateTime } from '../../graphql/scalars';
import { encodeId } from '../../platform/ids';
import { Member, Session } from '../members/members.types';
import type { MergeRequestRow, MergeRequestState } from './linking.entities';

export const MergeRequestStateEnum: Record<MergeRequestState, MergeRequestState> = {
  OPEN: 'OPEN',
  MERGED: 'MERGED',
  REJECTED: 'REJECTED',
};
registerEnumType(MergeRequestStateEnum, {
  name: 'MergeRequestState',
  description: 'What became of a request to merge.',
  valuesConfig: {
    OPEN: { description: 'Staff have not decided yet (待处理).' },
    MERGED: { description: 'The two are one member now (已合并).' },
    REJECTED: { description: 'They stay two members (已拒绝).' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'Two members with ledgers who turned out to be one person: staff decide (合并申请).',
})
export class MergeRequest extends Node {
  /** For resolvers only: never leaves the server. */
  readonly rowId: number;
  /** For resolvers only: never leaves the server. */
  readonly memberRowId: number;
  /** For resolvers only: never leaves the server. */
  readonly otherRowId: number;

  @Access(member, staff('viewer'))
  @Field(() => MergeRequestStateEnum, { description: 'What became of it.' })
  state: MergeRequestState;

  @Access(member, staff('viewer'))
  @Field(() => DateTime, { description: 'When the member asked.' })
  requestedAt: Date;

  @Access(staff('viewer'))
  @Field(() => DateTime, { nullable: true, description: 'When staff decided.' })
  decidedAt: Date | null;

  @Access(staff('viewer'))
  @Field(() => String, { nullable: true, description: 'Who decided.' })
  decidedBy: string | null;

  @Access(staff('viewer'))
  @Field(() => String, { nullable: true, description: 'Why.' })
  reason: string | null;

  /** The request as the gateway shows it. */
  static from(row: MergeRequestRow): MergeRequest {
    const { id: rowId, memberId: memberRowId, otherId: otherRowId, ...shown } = row;
    const { state, requestedAt, decidedAt, decidedBy, reason } = shown;
    const id = encodeId('MergeRequest', rowId);
    const rows = { rowId, memberRowId, otherRowId };
    return Object.assign(new MergeRequest(), { id, ...rows, state, requestedAt, decidedAt, decidedBy, reason });
  }
}

/** `MergeRequestConnection`. */
export const MergeRequestConnection = connectionTypes(MergeRequest, 'MergeRequest', staff('viewer'));

@ObjectType({ simpleResolvers: true, description: 'Outcome of `memberLinkTokenCreate`.' })
export class MemberLinkTokenCreatePayload extends Payload {
  @Access(partner('members:link'))
  @Field(() => String, { nullable: true, description: 'Hand it to the member; it works once. Only its hash is kept.' })
  token?: string;

  @Access(partner('members:link'))
  @Field(() => DateTime, { nullable: true, description: 'When it ends, ten minutes from now.' })
  expiresAt?: Date;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `memberLink`.' })
export class MemberLinkPayload extends Payload {
  @Access(member)
  @ActsAs('member')
  @Field(() => Member, { nullable: true, description: 'Who goes on: the member, or the one they have become.' })
  member?: Member;

  @Access(member)
  @Field(() => Session, {
    nullable: true,
    description: 'When the member goes on as another: the session to use from now on; the one before has ended.',
  })
  session?: Session;

  @Access(member)
  @Field(() => MergeRequest, {
    nullable: true,
    description: 'When both had a history: the request that staff will decide; nothing was joined yet.',
  })
  mergeRequest?: MergeRequest;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `memberMerge`.' })
export class MemberMergePayload extends Payload {
  @Access(staff('operator'))
  @Field(() => Member, { nullable: true, description: 'The member who goes on.' })
  member?: Member;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `mergeRequestReject`.' })
export class MergeRequestRejectPayload extends Payload {
  @Access(staff('operator'))
  @Field(() => MergeRequest, { nullable: true, description: 'The request as it is now.' })
  mergeRequest?: MergeRequest;
}
