import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { Access, staff } from '../../graphql/access';
import { connectionOf, PageArgs, pageOf } from '../../graphql/connection';
import type { Context } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import { principalKey } from '../../graphql/principal';
import type { Database } from '../../platform/database/open-database';
import { inTransaction, type Tx } from '../../platform/database/unit-of-work';
import { decodeId } from '../../platform/ids';
import type { Operator } from '../operations';
import type { ProgramCatalogue } from '../programs';
import { adjustStock } from './adjust-stock';
import { type CatalogueChange, createProduct, saveCategory, setProductState, updateProduct } from './change-product';
import {
  MallCategorySaveInput,
  MallProductCreateInput,
  MallProductPublishInput,
  MallProductUnpublishInput,
  MallProductUpdateInput,
  StockAdjustInput,
} from './mall.inputs';
import { beginCatalogueChange, skusAtAlert } from './mall.store';
import { MallCategory, MallProduct } from './mall.types';
import { catalogueSku } from './mall.visibility';
import type { MallCatalogue } from './mall-catalogue';
import {
  MallCategorySavePayload,
  MallProductCreatePayload,
  MallProductPublishPayload,
  MallProductUnpublishPayload,
  MallProductUpdatePayload,
  StockAdjustPayload,
} from './mall-staff.types';
import { MallSkuConnection } from './mall-stock.types';

const CODES = 'INPUT_INVALID, NOT_FOUND, ALREADY_EXISTS, LEVEL_UNKNOWN';

/** What the resolver is given. */
export interface MallStaffParts {
  database: Database;
  programs: ProgramCatalogue;
  mall: MallCatalogue;
}

/** What staff do in the points mall. */
@Resolver()
export class MallStaffResolver {
  constructor(private readonly parts: MallStaffParts) {}

  @Access(staff('viewer'))
  @Query(() => MallSkuConnection, {
    description: 'Variants of which no more are left than their alert says (库存预警).',
  })
  async mallStockAlerts(@Args(() => PageArgs) page: PageArgs, @Ctx() { locale }: Context) {
    const { first, afterKey = 0 } = pageOf('MallStockAlert', page);
    const rows = await skusAtAlert(this.parts.database, afterKey, first);
    const skus = await Promise.all(rows.slice(0, first).map((id) => catalogueSku(this.parts.mall, id, locale)));
    return connectionOf({
      list: 'MallStockAlert',
      nodes: skus.flatMap((sku) => sku ?? []),
      hasNextPage: rows.length > first,
      keyOf: ({ rowId }) => rowId,
    });
  }

  @Access(staff('operator'))
  @Mutation(() => MallCategorySavePayload, {
    description: 'Adds a category, or writes the one of this code anew (保存分类). Codes: INPUT_INVALID.',
  })
  mallCategorySave(
    @Arg('input', () => MallCategorySaveInput, { description: 'The category.' }) input: MallCategorySaveInput,
    @Ctx() context: Context,
  ) {
    return settle<MallCategorySavePayload>(context, async () => {
      const id = await this.change(context, (tx, by) => saveCategory(tx, by, input));
      const category = (await this.parts.mall.refreshed()).categories.find((one) => one.id === id);
      return { category: category && MallCategory.from(category, context.locale) };
    });
  }

  @Access(staff('operator'))
  @Mutation(() => MallProductCreatePayload, {
    description: `Adds a product, as a draft without stock (新建商品). Codes: ${CODES}.`,
  })
  mallProductCreate(
    @Arg('input', () => MallProductCreateInput, { description: 'The product.' }) input: MallProductCreateInput,
    @Ctx() context: Context,
  ) {
    return this.changeProduct(context, (tx, by) => createProduct(tx, by, input));
  }

  @Access(staff('operator'))
  @Mutation(() => MallProductUpdatePayload, {
    description: `Changes a product and its variants; what is left out stays (修改商品). Codes: ${CODES}, STATE_CONFLICT.`,
  })
  mallProductUpdate(
    @Arg('input', () => MallProductUpdateInput, { description: 'Which, and what changes.' })
    { productId, removeSkus, ...input }: MallProductUpdateInput,
    @Ctx() context: Context,
  ) {
    const id = decodeId('MallProduct', productId) ?? 0;
    return this.changeProduct(context, async (tx, by) => {
      await updateProduct(tx, by, id, { ...input, removeSkus: removeSkus ?? [] });
      return id;
    });
  }

  @Access(staff('operator'))
  @Mutation(() => MallProductPublishPayload, {
    description: 'Offers a product while its time on the shelf lasts (上架). Codes: NOT_FOUND, STATE_CONFLICT.',
  })
  mallProductPublish(
    @Arg('input', () => MallProductPublishInput, { description: 'Which.' }) input: MallProductPublishInput,
    @Ctx() context: Context,
  ) {
    return this.setState(context, input.productId, 'PUBLISHED');
  }

  @Access(staff('operator'))
  @Mutation(() => MallProductUnpublishPayload, {
    description: 'Offers a product no more; orders go on (下架). Codes: NOT_FOUND, STATE_CONFLICT.',
  })
  mallProductUnpublish(
    @Arg('input', () => MallProductUnpublishInput, { description: 'Which.' }) input: MallProductUnpublishInput,
    @Ctx() context: Context,
  ) {
    return this.setState(context, input.productId, 'UNPUBLISHED');
  }

  @Access(staff('operator'))
  @Mutation(() => StockAdjustPayload, {
    description:
      'Changes how many of a variant are available (库存调整). Codes: INPUT_INVALID, NOT_FOUND, OUT_OF_STOCK, STATE_CONFLICT (card codes are imported), IDEMPOTENCY_KEY_REUSED.',
  })
  stockAdjust(
    @Arg('input', () => StockAdjustInput, { description: 'Of which, by how many, and why.' }) input: StockAdjustInput,
    @Ctx() context: Context,
  ) {
    return settle<StockAdjustPayload>(context, async () => {
      const { idempotencyKey: key, ...rest } = input;
      const call = { principal: principalKey(context.principal), mutation: 'stockAdjust', key, input: rest };
      const id = decodeId('MallSku', input.skuId) ?? 0;
      const by = operatorOf(context);
      await inTransaction(this.parts.database, (tx) => adjustStock(tx, by, call, id, rest));
      return { sku: await catalogueSku(this.parts.mall, id, context.locale) };
    });
  }

  private setState(context: Context, productId: string, state: 'PUBLISHED' | 'UNPUBLISHED') {
    const id = decodeId('MallProduct', productId) ?? 0;
    return this.changeProduct(context, async (tx, by) => {
      await setProductState(tx, by, id, state);
      return id;
    });
  }

  private changeProduct(context: Context, work: (tx: Tx, by: CatalogueChange) => Promise<number>) {
    return settle<MallProductCreatePayload>(context, async () => {
      const id = await this.change(context, work);
      const product = (await this.parts.mall.refreshed()).products.get(id);
      return { product: product && MallProduct.from(product, context.locale) };
    });
  }

  private async change(context: Context, work: (tx: Tx, by: CatalogueChange) => Promise<number>): Promise<number> {
    const { program } = await this.parts.programs.current();
    const by = { ...operatorOf(context), program };
    return inTransaction(this.parts.database, async (tx) => {
      await beginCatalogueChange(tx);
      return work(tx, by);
    });
  }
}

function operatorOf({ principal, now }: Context): Operator {
  return { actor: principal.audience === 'staff' ? `staff:${principal.name}` : principalKey(principal), now };
}
