import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { planInForce } from '../../engine/plans';
import { availablePoints } from '../../engine/points';
import { primaryTrack } from '../../engine/program';
import { Access, anyone, staff } from '../../graphql/access';
import { badInput, connectionOf, PageArgs, pageOf } from '../../graphql/connection';
import type { Context } from '../../graphql/context';
import { SafeInt, URLScalar } from '../../graphql/scalars';
import { decodeId } from '../../platform/ids';
import { stateAt } from '../journal';
import { visibleMember } from '../members/members.visibility';
import type { ProgramCatalogue } from '../programs';
import { stockEntriesLoader, stockLoader } from './mall.loaders';
import type { StockPage } from './mall.store';
import { MallCategory, MallProduct, MallProductArgs, MallProductConnection, MallSku } from './mall.types';
import { isStaffViewer, visibleProduct } from './mall.visibility';
import type { MallCatalogue } from './mall-catalogue';
import { MallStockEntry, MallStockEntryConnection } from './mall-stock.types';
import { type ProductFilter, productsOn } from './product-list';

/** What the resolvers are given. */
export interface MallParts {
  programs: ProgramCatalogue;
  mall: MallCatalogue;
  publicUrl: string;
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
    const list = { sort: args.sort, first, after: afterKey };
    const found = filter && productsOn(await this.parts.mall.current(), context.now, filter, list);
    return connectionOf({
      list: 'MallProduct',
      nodes: (found?.page ?? []).map((product) => MallProduct.from(product, context.locale)),
      hasNextPage: found?.hasNextPage ?? false,
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

  @Access(anyone)
  @FieldResolver(() => [URLScalar], { description: 'Its pictures, the cover first (商品图片).' })
  images(@Root() { source }: MallProduct): string[] {
    return source.images.map((name) => `${this.parts.publicUrl}/media/${name}`);
  }

  /** Undefined: nothing fits. */
  private async filterFor(context: Context, { filter }: MallProductArgs): Promise<ProductFilter | undefined> {
    const { category, text, kinds, affordable, states } = filter ?? {};
    const { principal } = context;
    if (states && !isStaffViewer(principal)) throw badInput('filter.states is for staff: leave it out.');
    const given = {
      ...{ categoryCode: category ?? undefined, text: text ?? undefined },
      ...{ kinds: kinds ?? undefined, states: states ?? undefined },
    };
    if (!affordable) return given;
    const reader = principal.audience === 'member' ? await visibleMember(context, principal.memberId) : null;
    if (!reader) return undefined;
    const current = await this.parts.programs.current();
    const state = await stateAt(context, current, reader);
    const level = state.tracks[primaryTrack(current.program).code]?.level;
    const plan = planInForce(current.program, state)?.code ?? '';
    return { ...given, maxPoints: availablePoints(state, context.now.getTime()), level, plan };
  }
}

/** The stock of a variant. */
@Resolver(() => MallSku)
export class MallSkuResolver {
  constructor(private readonly parts: MallParts) {}

  @Access(anyone)
  @FieldResolver(() => MallProduct, { nullable: true, description: 'The product of which it is a variant.' })
  async product(@Root() { rowId }: MallSku, @Ctx() context: Context): Promise<MallProduct | null> {
    const product = (await this.parts.mall.current()).productOfSku.get(rowId);
    return product ? visibleProduct(this.parts.mall)(context, product.id) : null;
  }

  @Access(anyone)
  @FieldResolver(() => SafeInt, { description: 'How many can be redeemed now (库存).' })
  async available(@Root() { rowId }: MallSku, @Ctx() { loaders }: Context): Promise<number> {
    return (await loaders.load(stockLoader, rowId))?.available ?? 0;
  }

  @Access(anyone)
  @FieldResolver(() => Boolean, { description: 'Whether none is left (已兑完).' })
  async soldOut(@Root() { rowId }: MallSku, @Ctx() { loaders }: Context): Promise<boolean> {
    return !(await loaders.load(stockLoader, rowId))?.available;
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

  @Access(staff('viewer'))
  @FieldResolver(() => MallStockEntryConnection, {
    description: 'Every movement of its stock, latest first (库存流水).',
  })
  async stockEntries(
    @Root() { rowId: skuId }: MallSku,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { loaders }: Context,
  ) {
    const { first, afterKey: before = Number.MAX_SAFE_INTEGER } = pageOf('MallStockEntry', page);
    const asked: StockPage = { skuId, first, before };
    const rows = (await loaders.load(stockEntriesLoader, JSON.stringify(asked))) ?? [];
    return connectionOf({
      list: 'MallStockEntry',
      nodes: rows.slice(0, first).map(MallStockEntry.from),
      hasNextPage: rows.length > first,
      keyOf: ({ rowId }) => rowId,
    });
  }
}
