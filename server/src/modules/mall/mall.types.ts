import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access, anyone, staff } from '../../graphql/access';
import { connectionTypes, PageArgs } from '../../graphql/connection';
import { Node } from '../../graphql/node';
import { DateTime, SafeInt } from '../../graphql/scalars';
import { encodeId } from '../../platform/ids';
import type { Locale } from '../../platform/locale';
import type { ProductState, PurchaseLimit } from './mall.entities';
import type { Attribute, CatalogueProduct, CatalogueSku, Category } from './mall-catalogue';
import type { ProductSort } from './product-list';

/** `MallProductKind` of the schema. */
export const ProductKindEnum = {
  PHYSICAL: 'PHYSICAL',
  ONLINE_BENEFIT: 'ONLINE_BENEFIT',
  TOP_UP: 'TOP_UP',
} as const;
registerEnumType(ProductKindEnum, {
  name: 'MallProductKind',
  description: 'How what is redeemed comes to the member.',
  valuesConfig: {
    PHYSICAL: { description: 'By courier (实物).' },
    ONLINE_BENEFIT: { description: 'As a code, or as a right with a supplier (线上权益).' },
    TOP_UP: { description: 'Onto a phone: credit or data (话费流量).' },
  },
});

/** `MallProductState` of the schema. */
export const ProductStateEnum = {
  DRAFT: 'DRAFT',
  PUBLISHED: 'PUBLISHED',
  UNPUBLISHED: 'UNPUBLISHED',
} as const satisfies Record<ProductState, ProductState>;
registerEnumType(ProductStateEnum, {
  name: 'MallProductState',
  description: 'Whether a product is offered.',
  valuesConfig: {
    DRAFT: { description: 'It was never offered (草稿).' },
    PUBLISHED: { description: 'It is offered while its time on the shelf lasts (已上架).' },
    UNPUBLISHED: { description: 'It is offered no more (已下架).' },
  },
});

/** `MallProductSort` of the schema. */
export const ProductSortEnum = {
  RECOMMENDED: 'RECOMMENDED',
  POINTS_ASC: 'POINTS_ASC',
  POINTS_DESC: 'POINTS_DESC',
  NEWEST: 'NEWEST',
  POPULAR: 'POPULAR',
} as const satisfies Record<ProductSort, ProductSort>;
registerEnumType(ProductSortEnum, {
  name: 'MallProductSort',
  description: 'The order of products.',
  valuesConfig: {
    RECOMMENDED: { description: 'As staff have put them (推荐).' },
    POINTS_ASC: { description: 'Fewest points first (积分从低到高).' },
    POINTS_DESC: { description: 'Most points first (积分从高到低).' },
    NEWEST: { description: 'Latest first (最新).' },
    POPULAR: { description: 'Most redeemed first (热门).' },
  },
});

/** `MallLimitPeriod` of the schema. */
export const LimitPeriodEnum = { DAY: 'day', MONTH: 'month', YEAR: 'year', EVER: 'ever' } as const;
registerEnumType(LimitPeriodEnum, {
  name: 'MallLimitPeriod',
  description: 'The period of a limit, in the program’s time zone.',
  valuesConfig: {
    DAY: { description: 'A business date (每日).' },
    MONTH: { description: 'A calendar month (每月).' },
    YEAR: { description: 'A calendar year (每年).' },
    EVER: { description: 'Altogether (累计).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A property of a product, or what tells a variant from the others.' })
export class MallAttribute {
  @Access(anyone)
  @Field(() => String, { description: 'The name in the reader’s language.' })
  name: string;

  @Access(anyone)
  @Field(() => String, { description: 'The value in the reader’s language.' })
  value: string;
}

/** Attributes in the reader's language. */
export function attributesIn(locale: Locale, attributes: readonly Attribute[]): MallAttribute[] {
  return attributes.map(({ name, value }) => ({ name: name[locale], value: value[locale] }));
}

@ObjectType({ simpleResolvers: true, description: 'A category of the points mall (商品分类).' })
export class MallCategory {
  @Access(anyone)
  @Field(() => String, { description: 'Stable for ever, such as `home`.' })
  code: string;

  @Access(anyone)
  @Field(() => String, { description: 'The name in the reader’s language.' })
  name: string;

  static from({ code, name }: Category, locale: Locale): MallCategory {
    return Object.assign(new MallCategory(), { code, name: name[locale] });
  }
}

@ObjectType({ simpleResolvers: true, description: 'A price in fewer points, and cash (积分加现金).' })
export class MallCashPrice {
  @Access(anyone)
  @Field(() => SafeInt, { description: 'The points.' })
  points: number;

  @Access(anyone)
  @Field(() => SafeInt, { description: 'The cash, in fen.' })
  cashFen: number;
}

@ObjectType({ simpleResolvers: true, description: 'How many of a product a member may have (限购).' })
export class MallPurchaseLimit {
  /** For resolvers only: never leaves the server. So is the next. */
  readonly source: PurchaseLimit;

  readonly productId: number;

  @Access(anyone)
  @Field(() => Int, { description: 'At most so many.' })
  count: number;

  @Access(anyone)
  @Field(() => LimitPeriodEnum, { description: 'In this period.' })
  per: PurchaseLimit['per'];

  @Access(anyone)
  @Field(() => [String], { nullable: true, description: 'Only for members of these levels, by code; null: for all.' })
  levels: string[] | null;

  static from(source: PurchaseLimit, productId: number): MallPurchaseLimit {
    const { count, per, levels = null } = source;
    return Object.assign(new MallPurchaseLimit(), { source, productId, count, per, levels });
  }
}

@ObjectType({ simpleResolvers: true, description: 'A variant of a product (SKU).' })
export class MallSku {
  /** For resolvers only: never leaves the server. */
  readonly rowId: number;

  @Access(anyone)
  @Field(() => ID, { description: 'The id, for `mallOrderPlace`.' })
  id: string;

  @Access(anyone)
  @Field(() => String, { description: 'The code that staff gave it (商品编码).' })
  code: string;

  @Access(anyone)
  @Field(() => [MallAttribute], { description: 'What tells it from the others (规格).' })
  attributes: MallAttribute[];

  @Access(anyone)
  @Field(() => SafeInt, { description: 'What it costs in shops, in fen (市场价).' })
  marketPriceFen: number;

  @Access(anyone)
  @Field(() => SafeInt, { description: 'The price in points alone (积分价).' })
  pointsPrice: number;

  @Access(anyone)
  @Field(() => MallCashPrice, { nullable: true, description: 'The price with cash; null: points alone.' })
  cash: MallCashPrice | null;

  @Access(staff('viewer'))
  @Field(() => SafeInt, { nullable: true, description: 'Staff are alerted at so many left; null: never (库存预警).' })
  alertAt: number | null;

  static from(sku: CatalogueSku, locale: Locale): MallSku {
    const { id: rowId, code, marketPriceFen, pointsPrice, cashPoints, cashFen, alertAt } = sku;
    const cash = cashPoints === null || cashFen === null ? null : { points: cashPoints, cashFen };
    return Object.assign(new MallSku(), {
      rowId,
      id: encodeId('MallSku', rowId),
      ...{ code, marketPriceFen, pointsPrice, cash, alertAt },
      attributes: attributesIn(locale, sku.attributes),
    });
  }
}

@ObjectType({ implements: Node, simpleResolvers: true, description: 'A product of the points mall (积分商品).' })
export class MallProduct extends Node {
  /** For resolvers only: never leaves the server. */
  readonly source: CatalogueProduct;

  @Access(anyone)
  @Field(() => String, { description: 'The code that staff gave it.' })
  code: string;

  @Access(anyone)
  @Field(() => ProductKindEnum, { description: 'How it comes to the member.' })
  kind: CatalogueProduct['kind'];

  @Access(anyone)
  @Field(() => String, { description: 'The name in the reader’s language.' })
  name: string;

  @Access(anyone)
  @Field(() => String, { description: 'What it is, in the reader’s language.' })
  description: string;

  @Access(anyone)
  @Field(() => MallCategory, { nullable: true, description: 'Its category; null: none.' })
  category: MallCategory | null;

  @Access(anyone)
  @Field(() => [MallAttribute], { description: 'Its properties.' })
  attributes: MallAttribute[];

  @Access(anyone)
  @Field(() => [MallSku], { description: 'Its variants, at least one, in the order in which they are shown.' })
  skus: MallSku[];

  @Access(anyone)
  @Field(() => SafeInt, { description: 'The lowest price in points alone (起).' })
  pointsFrom: number;

  @Access(anyone)
  @Field(() => [MallPurchaseLimit], { description: 'How many a member may have; of several each holds.' })
  limits: MallPurchaseLimit[];

  @Access(anyone)
  @Field(() => [String], {
    nullable: true,
    description: 'The levels of the primary track whose members may have it, by code; null: all (等级专享).',
  })
  levels: string[] | null;

  @Access(staff('viewer'))
  @Field(() => ProductStateEnum, { description: 'Whether it is offered.' })
  state: ProductState;

  @Access(staff('viewer'))
  @Field(() => DateTime, { nullable: true, description: 'On the shelf from then on; null: at once (定时上架).' })
  shelfFrom: Date | null;

  @Access(staff('viewer'))
  @Field(() => DateTime, { nullable: true, description: 'Off the shelf from then on; null: never (定时下架).' })
  shelfUntil: Date | null;

  /** The product in the reader's language. */
  static from(source: CatalogueProduct, locale: Locale): MallProduct {
    const { id, code, kind, category, state, shelfFrom, shelfUntil, pointsFrom, limits, gate } = source;
    return Object.assign(new MallProduct(), {
      id: encodeId('MallProduct', id),
      source,
      ...{ code, kind, state, shelfFrom, shelfUntil, pointsFrom },
      name: source.name[locale],
      description: source.description[locale],
      category: category ? MallCategory.from(category, locale) : null,
      attributes: attributesIn(locale, source.attributes),
      skus: source.skus.map((sku) => MallSku.from(sku, locale)),
      limits: limits.map((limit) => MallPurchaseLimit.from(limit, id)),
      levels: gate.levels ?? null,
    });
  }
}

/** `MallProductConnection`. */
export const MallProductConnection = connectionTypes(MallProduct, 'MallProduct', ...anyone);

@InputType({ description: 'Which products; what is left out does not matter.' })
export class MallProductFilter {
  @Field(() => String, { nullable: true, description: 'Only those of this category, by code.' })
  category?: string | null;

  @Field(() => String, { nullable: true, description: 'Words that all occur in the name or the category (搜索).' })
  text?: string | null;

  @Field(() => [ProductKindEnum], { nullable: true, description: 'Only those of these kinds.' })
  kinds?: CatalogueProduct['kind'][] | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Only what the signed-in member has the points, the level and the plan for (我能兑); nobody else has any.',
  })
  affordable?: boolean | null;

  @Field(() => [ProductStateEnum], {
    nullable: true,
    description: 'For staff: those in these states, whether on the shelf or not; left out, what is on the shelf.',
  })
  states?: ProductState[] | null;
}

/** The arguments of `mallProducts`. */
@ArgsType()
export class MallProductArgs extends PageArgs {
  @Field(() => MallProductFilter, { nullable: true, description: 'Which; all when left out.' })
  filter?: MallProductFilter | null;

  @Field(() => ProductSortEnum, { description: 'The order.', defaultValue: 'RECOMMENDED' })
  sort: ProductSort;
}
