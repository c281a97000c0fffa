import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { PaymentProvider } from '../../connectors/payment/payment';
import { Access, anyone, member } from '../../graphql/access';
import { type Context, signedInMember } from '../../graphql/context';
import type { Database } from '../../platform/database/open-database';
import { InvariantError } from '../../platform/errors';
import { decodeId } from '../../platform/ids';
import { Coupon } from '../coupons/coupons.types';
import { stateAt } from '../journal';
import { MallProduct, MallPurchaseLimit } from '../mall/mall.types';
import { visibleMember } from '../members/members.visibility';
import type { ProgramCatalogue } from '../programs';
import { Level } from '../programs/programs.types';
import { leftOf, lockOf } from './lock-of-product';
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
    const level = lock?.level ? Level.from(lock.level, context.locale) : null;
    return lock ? Object.assign(new MallProductLock(), { reason: lock.reason, level }) : null;
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
