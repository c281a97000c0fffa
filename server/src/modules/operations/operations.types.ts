import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Access, staff } from '../../graphql/access';
import { connectionTypes } from '../../graphql/connection';
import { DateTime, JSONObject } from '../../graphql/scalars';
import { encodeId, type IdKind } from '../../platform/ids';
import type { OperationRow } from './operations.entities';

@ObjectType({
  simpleResolvers: true,
  description: 'Something that staff did (操作记录). Never changed, never deleted.',
})
export class Operation {
  /** For resolvers only: never leaves the server. */
  readonly rowId: number;

  @Access(staff('viewer'))
  @Field(() => DateTime, { description: 'When, on the business clock.' })
  at: Date;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'Who: `staff:` and the name (操作人).' })
  actor: string;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'The mutation (操作).' })
  action: string;

  @Access(staff('viewer'))
  @Field(() => ID, { description: 'On what (操作对象).' })
  objectId: string;

  @Access(staff('viewer'))
  @Field(() => JSONObject, {
    description: 'What changed: for each field its value before and after, and the reason if there was one.',
  })
  details: Record<string, unknown>;

  static from({ id: rowId, at, actor, action, objectKind, objectId, details }: OperationRow): Operation {
    return Object.assign(new Operation(), {
      ...{ rowId, at, actor, action },
      objectId: encodeId(objectKind as IdKind, objectId),
      details: JSON.parse(details) as Record<string, unknown>,
    });
  }
}

/** `OperationConnection`. */
export const OperationConnection = connectionTypes(Operation, 'Operation', staff('viewer'));

@InputType({ description: 'Which operations; what is left out does not matter.' })
export class OperationFilterInput {
  @Field(() => ID, { nullable: true, description: 'Only those on this object, by its id.' })
  object?: string | null;

  @Field(() => String, { nullable: true, description: 'Only those of this actor, such as `staff:Wang`.' })
  actor?: string | null;
}
