import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { DateTime, SafeInt } from '../../graphql/scalars';
import { LimitPeriodEnum, ProductKindEnum } from './mall.types';

const FulfilmentByEnum = { COURIER: 'courier', CARD_CODES: 'cardCodes', SUPPLIER: 'supplier' } as const;
registerEnumType(FulfilmentByEnum, {
  name: 'MallFulfilmentBy',
  description: 'What brings an order to its member.',
  valuesConfig: {
    COURIER: { description: 'A courier (快递).' },
    CARD_CODES: { description: 'A code from our own pool (卡密).' },
    SUPPLIER: { description: 'A supplier, who is asked (供应商).' },
  },
});

const StockAdjustKindEnum = { RECEIVE: 'RECEIVE', ADJUST: 'ADJUST' } as const;
registerEnumType(StockAdjustKindEnum, {
  name: 'StockAdjustKind',
  description: 'Why staff change a stock.',
  valuesConfig: {
    RECEIVE: { description: 'Goods came in (入库).' },
    ADJUST: { description: 'It was counted, or something is broken or lost (调整).' },
  },
});

@InputType({ description: 'A text in both languages.' })
export class MallTextInput {
  @Field(() => String, { description: 'Chinese.' })
  zh: string;

  @Field(() => String, { description: 'English.' })
  en: string;
}

@InputType({ description: 'A property, such as the colour.' })
export class MallAttributeInput {
  @Field(() => MallTextInput, { description: 'What it is called, up to 40 characters.' })
  name: MallTextInput;

  @Field(() => MallTextInput, { description: 'What it is, up to 80 characters.' })
  value: MallTextInput;
}

@InputType({ description: 'How many of a product a member may have.' })
export class MallPurchaseLimitInput {
  @Field(() => Int, { description: 'At most so many.' })
  count: number;

  @Field(() => LimitPeriodEnum, { description: 'In this period.' })
  per: string;

  @Field(() => [String], { nullable: true, description: 'Only for members of these levels, by code; all otherwise.' })
  levels?: string[] | null;
}

@InputType({ description: 'What brings an order of the product to its member.' })
export class MallFulfilmentInput {
  @Field(() => FulfilmentByEnum, { description: 'By whom.' })
  by: string;

  @Field(() => String, { nullable: true, description: 'The supplier, if one is asked.' })
  supplier?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is called there.' })
  item?: string | null;
}

@InputType({ description: 'A variant, told by its code. Of one that is there already, what is left out stays.' })
export class MallSkuInput {
  @Field(() => String, { description: 'Never changed: another code is another variant (商品编码).' })
  code: string;

  @Field(() => [MallAttributeInput], { nullable: true, description: 'What tells it from the others; none.' })
  attributes?: MallAttributeInput[] | null;

  @Field(() => Int, { nullable: true, description: 'Smaller comes first; 0.' })
  sort?: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'What it costs in shops, in fen; 0.' })
  marketPriceFen?: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'The price in points alone, 1 or more; a new one needs it.' })
  pointsPrice?: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'The points of the price with cash; null: none.' })
  cashPoints?: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'The cash of that price, in fen; null: none.' })
  cashFen?: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'Alert staff at so many left; null: never.' })
  alertAt?: number | null;
}

@InputType({ description: 'What new products and changed ones have in common.' })
abstract class MallProductWords {
  @Field(() => String, { nullable: true, description: 'The code of its category; null: none.' })
  category?: string | null;

  @Field(() => [MallAttributeInput], { nullable: true, description: 'Its properties.' })
  attributes?: MallAttributeInput[] | null;

  @Field(() => [String], { nullable: true, description: 'Pictures, the cover first, by the names that `/media` gave.' })
  images?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'Smaller comes first; 0.' })
  sort?: number | null;

  @Field(() => DateTime, { nullable: true, description: 'On the shelf from then on; null: at once.' })
  shelfFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Off the shelf from then on; null: never.' })
  shelfUntil?: Date | null;

  @Field(() => [String], { nullable: true, description: 'Only for these levels of the primary track; null: all.' })
  levels?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Only for members with one of these plans; null: all (会员专享).',
  })
  plans?: string[] | null;

  @Field(() => [MallPurchaseLimitInput], { nullable: true, description: 'How many a member may have; no limit.' })
  limits?: MallPurchaseLimitInput[] | null;
}

@InputType({ description: 'A new product.' })
export class MallProductCreateInput extends MallProductWords {
  @Field(() => String, { description: 'Stable for ever, such as `mug`.' })
  code: string;

  @Field(() => ProductKindEnum, { description: 'How it comes to the member; never changed.' })
  kind: 'PHYSICAL' | 'ONLINE_BENEFIT' | 'TOP_UP';

  @Field(() => MallTextInput, { description: 'Up to 60 characters.' })
  name: MallTextInput;

  @Field(() => MallTextInput, { description: 'Up to 2,000 characters.' })
  description: MallTextInput;

  @Field(() => MallFulfilmentInput, { description: 'What brings it: it must suit the kind.' })
  fulfilment: MallFulfilmentInput;

  @Field(() => [MallSkuInput], { description: 'Its variants, at least one.' })
  skus: MallSkuInput[];
}

@InputType({ description: 'What changes of a product; what is left out stays.' })
export class MallProductUpdateInput extends MallProductWords {
  @Field(() => ID, { description: 'The product.' })
  productId: string;

  @Field(() => MallTextInput, { nullable: true, description: 'Up to 60 characters.' })
  name?: MallTextInput;

  @Field(() => MallTextInput, { nullable: true, description: 'Up to 2,000 characters.' })
  description?: MallTextInput;

  @Field(() => MallFulfilmentInput, { nullable: true, description: 'What brings it: it must suit the kind.' })
  fulfilment?: MallFulfilmentInput;

  @Field(() => [MallSkuInput], { nullable: true, description: 'Variants that change or are new; others stay.' })
  skus?: MallSkuInput[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Codes of variants to remove: only those that never had stock.',
  })
  removeSkus?: string[] | null;
}

@InputType({ description: 'The product to offer.' })
export class MallProductPublishInput {
  @Field(() => ID, { description: 'The product.' })
  productId: string;
}

@InputType({ description: 'The product to offer no more.' })
export class MallProductUnpublishInput {
  @Field(() => ID, { description: 'The product.' })
  productId: string;
}

@InputType({ description: 'A category, new or written anew.' })
export class MallCategorySaveInput {
  @Field(() => String, { description: 'Stable for ever, such as `home`.' })
  code: string;

  @Field(() => MallTextInput, { description: 'Up to 40 characters.' })
  name: MallTextInput;

  @Field(() => Int, { description: 'Smaller comes first.', defaultValue: 0 })
  sort: number;
}

@InputType({ description: 'By how many to change what is available of a variant.' })
export class StockAdjustInput {
  @Field(() => String, {
    description: 'Made by the caller; a repetition with the same key is answered, not done again.',
  })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The variant.' })
  skuId: string;

  @Field(() => StockAdjustKindEnum, { description: 'Why it changes.' })
  kind: 'RECEIVE' | 'ADJUST';

  @Field(() => SafeInt, { description: 'How many more, or fewer when negative; not 0.' })
  delta: number;

  @Field(() => String, { description: 'Why, 1 to 200 characters.' })
  reason: string;
}
