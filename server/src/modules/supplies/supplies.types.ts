import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Access, member, staff } from '../../graphql/access';
import { Payload } from '../../graphql/payload';
import { DateTime } from '../../graphql/scalars';
import { Member } from '../members/members.types';
import { MallOrder } from '../orders/orders.types';
import type { SupplyRow, SupplyState } from './supplies.entities';

const seen = [member, staff('viewer')];

const SupplyStateEnum = {
  WAITING: 'WAITING',
  UNKNOWN: 'UNKNOWN',
  ACCEPTED: 'ACCEPTED',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
} as const satisfies Record<SupplyState, SupplyState>;
registerEnumType(SupplyStateEnum, {
  name: 'MallSupplyState',
  description: 'Where that stands for which a supplier is asked.',
  valuesConfig: {
    WAITING: { description: 'It is asked for in a moment (待提交).' },
    UNKNOWN: { description: 'It was asked for; what came of it is not known yet, and is being asked (结果待确认).' },
    ACCEPTED: { description: 'The supplier works on it (处理中).' },
    SUCCEEDED: { description: 'It was done (成功).' },
    FAILED: { description: 'It was not done and will not be; points and cash went back (失败).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What a supplier is asked for an order (供应商订单).' })
export class MallSupply {
  @Access(seen)
  @Field(() => SupplyStateEnum, { description: 'Where it stands.' })
  state: SupplyState;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'Who is asked.' })
  supplier: string;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'Our number of it there (供应商订单号).' })
  number: string;

  @Access(staff('viewer'))
  @Field(() => String, { nullable: true, description: 'The supplier’s number of it, once known (供应商流水号).' })
  supplierRef: string | null;

  @Access(seen)
  @Field(() => String, { nullable: true, description: 'Why it failed, or what hinders it; null: nothing (说明).' })
  message: string | null;

  @Access(seen)
  @Field(() => DateTime, { description: 'When its state last changed.' })
  at: Date;

  static from({ state, supplier, number, supplierRef, message, changedAt: at }: SupplyRow): MallSupply {
    return Object.assign(new MallSupply(), { state, supplier, number, supplierRef, message, at });
  }
}

/** `MallOrderFulfilOutcome` of the schema. */
export const FulfilOutcomeEnum = { DELIVERED: 'DELIVERED', FAILED: 'FAILED' } as const;
registerEnumType(FulfilOutcomeEnum, {
  name: 'MallOrderFulfilOutcome',
  description: 'What staff found out about an order that nobody sends.',
  valuesConfig: {
    DELIVERED: { description: 'The member has it (已交付).' },
    FAILED: { description: 'The member will not get it; points and cash go back (未交付).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Outcome of `mallOrderFulfil`.' })
export class MallOrderFulfilPayload extends Payload {
  @Access(staff('operator'))
  @Field(() => MallOrder, { nullable: true, description: 'The order as it is now.' })
  order?: MallOrder;

  @Access(staff('operator'))
  @Field(() => Member, { nullable: true, description: 'The member as they are now.' })
  member?: Member;
}
