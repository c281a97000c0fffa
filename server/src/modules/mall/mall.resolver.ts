import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { availablePoints } from '../../engine/points';
import { primaryTrack } from '../../engine/program';
import { Access, anyone, staff } from '../../graphql/access';
import { connectionOf, pageOf } from '../../graphql/connection';
import type { Context } from '../../graphql/context';
import { SafeInt } from '../../graphql/scalars';
import { decodeId } from '../../platform/ids';
import { stateAt } from '../journal';
import { visibleMember } from '../members/members.visibility';
import type { ProgramCatalogue } from '../programs';
import { stockLoader } from './mall.loaders';
import { MallCategory, MallProduct, MallProductArgs, MallProductConnection, MallSku } from './mall.types';
import { visibleProduct } from './mall.visibility';
import { type MallCatalogue, type ProductFilter, productsOn } from './mall-catalogue';

/** What the resolvers are given. */
export interface MallParts {
  programs: ProgramCatalogue;
  mall: MallCatalogue;
}

/** The catalogue of the points mall. */
@Resolver(() => MallProduct)
export class MallResolver {
  constructor(private readonly parts: MallParts) {}

  @Access(anyone)
  @Query(() => MallProductConnection, { description: 'What is on the shelf of the points mall (积分商城).' })
  async mallProducts(@Args(() => MallProductArgs) args: MallProductArgs, @Ctx() context: Context) {
    const { first, afterKey } = pageOf('MallProduct', args);
    const filter = await this.filterFor(context, args);
    const found = filter ? productsOn(await this.parts.mall.current(), context.now, filter, args.sort) : [];
    const start = afterKey === undefined ? 0 : found.findIndex(({ id }) => id === afterKey) + 1;
    return connectionOf({
      list: 'MallProduct',
      nodes: found.slice(start, start + first).map((product) => MallProduct.from(product, context.locale)),
      hasNextPage: found.length > start + first,
      keyOf: ({ source }) => source.id,
    });
  }

  @Access(anyone)
  @Query(() => [MallCategory], { description: 'The categories, in the order in which they are shown (分类).' })
  async mallCategories(@Ctx() { locale }: Context): Promise<MallCategory[]> {
    const { categories } = await this.parts.mall.current();
    return categories.map((category) => MallCategory.from(category, locale));
  }

  @Access(anyone)
  @Query(() => MallProduct, {
    nullable: true,
    description: 'A product that is on the shelf; for staff any (商品详情).',
  })
  mallProduct(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() context: Context,
  ): Promise<MallProduct | null> {
    return visibleProduct(this.parts.mall)(context, decodeId('MallProduct', id) ?? 0);
  }

  /** Undefined: nothing fits. */
  private async filterFor(context: Context, { filter }: MallProductArgs): Promise<ProductFilter | undefined> {
    const { category, text, kinds, affordable } = filter ?? {};
    const given = { categoryCode: category ?? undefined, text: text ?? undefined, kinds: kinds ?? undefined };
    if (!affordable) return given;
    const { principal } = context;
    const reader = principal.audience === 'member' ? await visibleMember(context, principal.memberId) : null;
    if (!reader) return undefined;
    const current = await this.parts.programs.current();
    const state = await stateAt(context, current, reader);
    const level = state.tracks[primaryTrack(current.program).code]?.level;
    return { ...given, maxPoints: availablePoints(state, context.now.getTime()), level };
  }
}

/** The stock of a variant. */
@Resolver(() => MallSku)
export class MallSkuResolver {
  @Access(anyone)
  @FieldResolver(() => SafeInt, { description: 'How many can be redeemed now (库存).' })
  async available(@Root() { rowId }: MallSku, @Ctx() { loaders }: Context): Promise<number> {
    return (await loaders.load(stockLoader, rowId))?.available ?? 0;
  }

  @Access(staff('viewer'))
  @FieldResolver(() => SafeInt, { description: 'How many unpaid orders hold (占用库存).' })
  async reserved(@Root() { rowId }: MallSku, @Ctx() { loaders }: Context): Promise<number> {
    return (await loaders.load(stockLoader, rowId))?.reserved ?? 0;
  }

  @Access(anyone)
  @FieldResolver(() => SafeInt, { description: 'How many were redeemed and kept (已兑).' })
  async sold(@Root() { rowId }: MallSku, @Ctx() { loaders }: Context): Promise<number> {
    return (await loaders.load(stockLoader, rowId))?.sold ?? 0;
  }
}
