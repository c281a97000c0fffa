import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { claimLock, claimRefusal } from '../../engine/coupons';
import { calendarOf } from '../../engine/draft';
import type { MemberState } from '../../engine/state';
import { Access, anyone, member, partner, staff } from '../../graphql/access';
import { connectionOf, PageArgs, pageOf } from '../../graphql/connection';
import { type Context, signedInMember } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import { principalKey } from '../../graphql/principal';
import { SafeInt } from '../../graphql/scalars';
import type { Database } from '../../platform/database/open-database';
import { inTransaction } from '../../platform/database/unit-of-work';
import { stateAt } from '../journal';
import { Member } from '../members/members.types';
import { visibleMember } from '../members/members.visibility';
import type { ProgramCatalogue } from '../programs';
import { Level } from '../programs/programs.types';
import { claimCoupon } from './change-coupon';
import { CouponClaimInput } from './coupons.inputs';
import { couponStockLoader, finishedCouponsLoader } from './coupons.loaders';
import {
  Coupon,
  CouponClaimPayload,
  CouponConnection,
  CouponStateEnum,
  CouponTemplate,
  CouponTemplateConnection,
} from './coupons.types';
import { couponsAt } from './coupons-at';
import { leftOf, offersAt } from './offers';

/** What the resolvers are given. */
export interface CouponsParts {
  database: Database;
  programs: ProgramCatalogue;
}

/** A member's coupons. */
@Resolver(() => Member)
export class CouponsResolver {
  constructor(private readonly parts: CouponsParts) {}

  @Access(member, partner('members:read'), staff('viewer'))
  @FieldResolver(() => CouponConnection, { description: 'The member’s coupons, latest first (优惠券).' })
  async coupons(
    @Root() root: Member,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
    @Arg('state', () => CouponStateEnum, {
      nullable: true,
      description: 'Only those in this state; all when left out.',
    })
    wanted?: string | null,
  ) {
    const { first, afterKey = Number.MAX_SAFE_INTEGER } = pageOf('Coupon', page);
    const current = await this.parts.programs.current();
    const state = await stateAt(context, current, root);
    const finished = (await context.loaders.load(finishedCouponsLoader, root.rowId)) ?? [];
    const found = couponsAt(state, finished).filter(
      ({ place, coupon }) => place < afterKey && (!wanted || coupon.state === wanted),
    );
    return connectionOf({
      list: 'Coupon',
      nodes: found
        .slice(0, first)
        .map(({ place, coupon }) => Coupon.from({ memberId: root.rowId, coupon }, current, context.locale, place)),
      hasNextPage: found.length > first,
      keyOf: ({ place }) => place,
    });
  }

  @Access(anyone)
  @Query(() => CouponTemplateConnection, { description: 'Coupons that can be claimed now (领券中心).' })
  async couponsOnOffer(@Args(() => PageArgs) page: PageArgs, @Ctx() context: Context) {
    const { first, afterKey = 0 } = pageOf('CouponTemplate', page);
    const { program } = await this.parts.programs.current();
    const own = await ownState(context, this.parts.programs);
    const found = offersAt(program, context.now, afterKey, own?.tags);
    const places = new Map(found.map(({ template, place }) => [template, place]));
    return connectionOf({
      list: 'CouponTemplate',
      nodes: found.slice(0, first).map(({ template }) => CouponTemplate.from(template, context.locale)),
      hasNextPage: found.length > first,
      keyOf: ({ source }) => places.get(source) ?? 0,
    });
  }

  @Access(member)
  @Mutation(() => CouponClaimPayload, {
    description:
      'Claims a coupon (领券). Codes: COUPON_NOT_CLAIMABLE, COUPON_LIMIT_REACHED, COUPON_SOLD_OUT, MEMBER_BLOCKED, IDEMPOTENCY_KEY_REUSED, INPUT_INVALID, STATE_CONFLICT (merged).',
  })
  couponClaim(
    @Arg('input', () => CouponClaimInput, { description: 'Which.' }) input: CouponClaimInput,
    @Ctx() context: Context,
  ) {
    const { memberId } = signedInMember(context);
    return settle<CouponClaimPayload>(context, async () => {
      const parts = { current: await this.parts.programs.current(), now: context.now };
      const { idempotencyKey: key, template } = input;
      const call = { principal: principalKey(context.principal), mutation: 'couponClaim', key, input: { template } };
      const claimed = await inTransaction(this.parts.database, (tx) =>
        claimCoupon(tx, parts, call, { memberId, template }),
      );
      context.loaders.clear();
      context.changes.publish('member', memberId);
      const coupon = Coupon.from(claimed, parts.current, context.locale);
      return { coupon, member: (await visibleMember(context, memberId)) ?? undefined };
    });
  }
}

/** What is left of a coupon on offer, and what the signed-in member may do. */
@Resolver(() => CouponTemplate)
export class CouponTemplateResolver {
  constructor(private readonly parts: CouponsParts) {}

  @Access(anyone)
  @FieldResolver(() => SafeInt, { nullable: true, description: 'How many are left; null: any number (剩余).' })
  async left(@Root() { source }: CouponTemplate, @Ctx() { loaders }: Context): Promise<number | null> {
    if (source.stock === undefined) return null;
    return leftOf(source.stock, await loaders.load(couponStockLoader, source.code));
  }

  @Access(anyone)
  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether the signed-in member can claim one now; null for everybody else (可领取).',
  })
  async canClaim(@Root() root: CouponTemplate, @Ctx() context: Context): Promise<boolean | null> {
    const own = await ownState(context, this.parts.programs);
    if (!own) return null;
    const { program } = await this.parts.programs.current();
    const today = calendarOf(program.timeZone).dateOf(context.now.getTime());
    const template = program.coupons.find(({ code }) => code === root.code);
    if (claimRefusal(program, own, today, template)) return false;
    return (await this.left(root, context)) !== 0;
  }

  @Access(anyone)
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many the signed-in member has claimed; null for everybody else (已领).',
  })
  async myCount(@Root() { code }: CouponTemplate, @Ctx() context: Context): Promise<number | null> {
    const own = await ownState(context, this.parts.programs);
    return own ? (own.couponClaims[code] ?? 0) : null;
  }

  @Access(anyone)
  @FieldResolver(() => Level, {
    nullable: true,
    description: 'Where the level of the signed-in member cannot claim it: the lowest level that can (解锁等级).',
  })
  async lockedBy(@Root() { source }: CouponTemplate, @Ctx() context: Context): Promise<Level | null> {
    const own = await ownState(context, this.parts.programs);
    if (!own) return null;
    const level = claimLock((await this.parts.programs.current()).program, own, source);
    return level ? Level.from(level, context.locale) : null;
  }
}

/** The state of the member who is signed in; null for everybody else. */
async function ownState(context: Context, programs: ProgramCatalogue): Promise<MemberState | null> {
  const { principal } = context;
  const root = principal.audience === 'member' ? await visibleMember(context, principal.memberId) : null;
  return root && stateAt(context, await programs.current(), root);
}
