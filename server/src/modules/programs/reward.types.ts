import { Field, ObjectType } from 'type-graphql';
import type * as engine from '../../engine/program';
import { Access, anyone } from '../../graphql/access';
import { SafeInt } from '../../graphql/scalars';

@ObjectType({ simpleResolvers: true, description: 'What is given for a task or a check-in (奖励).' })
export class Reward {
  @Access(anyone)
  @Field(() => SafeInt, { description: 'Points; 0: none (积分).' })
  points: number;

  @Access(anyone)
  @Field(() => SafeInt, { description: 'Growth value; 0: none (成长值).' })
  growth: number;

  @Access(anyone)
  @Field(() => String, { nullable: true, description: 'The code of a coupon (优惠券).' })
  coupon?: string;

  @Access(anyone)
  @Field(() => String, { nullable: true, description: 'The code of a benefit (权益).' })
  benefit?: string;

  /** The reward as the gateway shows it. */
  static from({ points = 0, growth = 0, coupon, benefit }: engine.Reward): Reward {
    return Object.assign(new Reward(), { points, growth, coupon, benefit });
  }
}
