import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { PaymentProvider } from '../../connectors/payment/payment';
import { Access, anyone, member } from '../../graphql/access';
import { type Context, signedInMember } from '../../graphql/context';
import { SafeInt } from '../../graphql/scalars';
import type { Database } from '../../platform/database/open-database';
import { InvariantError } from '../../platform/errors';
import { decodeId } from '../../platform/ids';
import { Coupon } from '../coupons/coupons.types';
import { stateAt } from '../journal';
import { MallProduct, MallPurchaseLimit, MallSku } from '../mall/mall.types';
import { visibleMember } from '../members/members.visibility';
import { Plan } from '../plans/plans.types';
import type { ProgramCatalogue } from '../programs';
import { Level } from '../programs/programs.types';
import { leftOf, lockOf } from './lock-of-product';
import { bestPlanPrice, ownPrice } from './member-prices';
import { MallOrderQuoteInput } from './orders.inputs';
import { boughtLoader } from './orders.loaders';
import type { Bought } from './orders.store';
import { MallOrderQuote, MallProductLock } from './quote.types';
import { quoteOrder } from './quote-order';

/** What the resolvers are given. */
export interface OrderQuoteParts {
  database: Database;
  programs: ProgramCatalogue;
  payments?: PaymentProvider;
}

/** What an order would cost. */
@Resolver()
export class OrderQuoteResolver {
  constructor(private readonly parts: OrderQuoteParts) {}

  @Access(member)
  @Query(() => MallOrderQuote, {
    description:
      'What an order would cost now and whether it would be placed; nothing is held or changed (下单试算). `refusal` has the ' +
      'code that `mallOrderPlace` would have.',
  })
  async mallOrderQuote(
    @Arg('input', () => MallOrderQuoteInput, { description: 'What, how many, and how it would be paid.' })
    input: MallOrderQuoteInput,
    @Ctx() context: Context,
  ): Promise<MallOrderQuote> {
    const { memberId } = signedInMember(context);
    const { database, programs, payments } = this.parts;
    const current = await programs.current();
    const buyer = await buyerOf(context, programs);
    if (!buyer) throw new InvariantError(`There is no member ${memberId}.`);
    const { quantity, payWith, couponId } = input;
    const wish = { quantity, payWith, takesMoney: payments !== undefined, couponId: couponId ?? undefined };
    const asked = { ...wish, skuId: decodeId('MallSku', input.skuId) ?? 0 };
    const { coupons, refusal, ...amounts } = await quoteOrder(database, { current, now: context.now }, buyer, asked);
    return Object.assign(new MallOrderQuote(), amounts, {
      canPlace: refusal === undefined,
      refusal: refusal ?? null,
      coupons: coupons.map((coupon) => Coupon.from({ memberId, coupon }, current, context.locale)),
    });
  }
}

/** What the signed-in member may have of a product. */
@Resolver(() => MallProduct)
export class ProductForMemberResolver {
  constructor(private readonly parts: Pick<OrderQuoteParts, 'programs'>) {}

  @Access(anyone)
  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether the signed-in member may have one now, points and stock apart; null for everybody else (可兑换).',
  })
  async canBuy(@Root() root: MallProduct, @Ctx() context: Context): Promise<boolean | null> {
    const buyer = await buyerOf(context, this.parts.programs);
    return buyer && !(await this.lockedBy(root, context));
  }

  @Access(anyone)
  @FieldResolver(() => MallProductLock, {
    nullable: true,
    description: 'What keeps the signed-in member from it; null: nothing, or nobody is signed in (锁定原因).',
  })
  async lockedBy(@Root() { source }: MallProduct, @Ctx() context: Context): Promise<MallProductLock | null> {
    const buyer = await buyerOf(context, this.parts.programs);
    if (!buyer) return null;
    const parts = { current: await this.parts.programs.current(), now: context.now };
    const lock = await lockOf(parts, source, buyer, boughtBy(context));
    if (!lock) return null;
    const level = lock.level ? Level.from(lock.level, context.locale) : null;
    const plans = lock.plans ? Plan.onSale(parts.current, lock.plans, context.locale) : null;
    return Object.assign(new MallProductLock(), { reason: lock.reason, level, plans });
  }
}

/** What plans make of a product. */
@Resolver(() => MallProduct)
export class ProductPlansResolver {
  constructor(private readonly parts: Pick<OrderQuoteParts, 'programs'>) {}

  @Access(anyone)
  @FieldResolver(() => [Plan], {
    nullable: true,
    description: 'Only members with one of these plans may have it; null: all (会员专享).',
  })
  async plans(@Root() { source }: MallProduct, @Ctx() { locale }: Context): Promise<Plan[] | null> {
    const { plans } = source.gate;
    return plans ? Plan.onSale(await this.parts.programs.current(), plans, locale) : null;
  }
}

/** What plans make of a price. */
@Resolver(() => MallSku)
export class SkuPricesResolver {
  constructor(private readonly parts: Pick<OrderQuoteParts, 'programs'>) {}

  @Access(anyone)
  @FieldResolver(() => SafeInt, {
    nullable: true,
    description:
      'The cash of one at the signed-in member’s own price for members, in fen; null: they have none (会员价).',
  })
  async memberCashFen(@Root() { cash }: MallSku, @Ctx() context: Context): Promise<number | null> {
    const buyer = cash && (await buyerOf(context, this.parts.programs));
    return buyer ? ownPrice(await this.parts.programs.current(), buyer.state, cash.cashFen) : null;
  }

  @Access(anyone)
  @FieldResolver(() => SafeInt, {
    nullable: true,
    description: 'The cash of one at the best price for members of the plans on sale, in fen; null: no plan has one.',
  })
  async planCashFen(@Root() { cash }: MallSku): Promise<number | null> {
    return cash && bestPlanPrice(await this.parts.programs.current(), cash.cashFen);
  }
}

/** What is left of a limit. */
@Resolver(() => MallPurchaseLimit)
export class LimitForMemberResolver {
  constructor(private readonly parts: Pick<OrderQuoteParts, 'programs'>) {}

  @Access(anyone)
  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'How many the signed-in member may still have by it; null where it does not hold for them, and for everybody else (剩余可兑).',
  })
  async left(@Root() { source, productId }: MallPurchaseLimit, @Ctx() context: Context): Promise<number | null> {
    const buyer = await buyerOf(context, this.parts.programs);
    if (!buyer) return null;
    const parts = { current: await this.parts.programs.current(), now: context.now };
    return leftOf(parts, { id: productId, limits: [source] }, buyer, boughtBy(context));
  }
}

/** The member who is signed in; null: it is somebody else. */
async function buyerOf(context: Context, programs: ProgramCatalogue) {
  const { principal } = context;
  const root = principal.audience === 'member' ? await visibleMember(context, principal.memberId) : null;
  return root && { id: root.rowId, state: await stateAt(context, await programs.current(), root) };
}

const boughtBy =
  ({ loaders }: Context) =>
  async (asked: Bought): Promise<number> =>
    (await loaders.load(boughtLoader, JSON.stringify(asked))) ?? 0;
