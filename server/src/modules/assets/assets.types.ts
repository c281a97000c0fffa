import { Field, ObjectType } from 'type-graphql';
import { Access, member, staff } from '../../graphql/access';
import { MemberBenefit } from '../benefits/benefits.types';
import { CouponSummary } from '../coupons/coupons.types';
import { GrowthAccount } from '../growth/growth.types';
import { PointsAccount } from '../points/points.types';
import { Wallet } from '../wallet/wallet.types';

const owners = [member, staff('viewer')];

@ObjectType({ simpleResolvers: true, description: 'All that a member has, at one instant (资产总览).' })
export class AssetsSummary {
  @Access(owners)
  @Field(() => PointsAccount, { description: 'Points (积分).' })
  points: PointsAccount;

  @Access(owners)
  @Field(() => GrowthAccount, { description: 'Growth value (成长值).' })
  growth: GrowthAccount;

  @Access(owners)
  @Field(() => CouponSummary, { description: 'Coupons (优惠券).' })
  coupons: CouponSummary;

  @Access(owners)
  @Field(() => Wallet, { description: 'Stored value (储值).' })
  wallet: Wallet;

  @Access(owners)
  @Field(() => [MemberBenefit], { description: 'Benefits of which something is left (可用权益).' })
  benefits: MemberBenefit[];
}
