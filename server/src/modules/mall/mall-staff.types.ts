import { Field, ObjectType } from 'type-graphql';
import { Access, staff } from '../../graphql/access';
import { Payload } from '../../graphql/payload';
import { MallCategory, MallProduct, MallSku } from './mall.types';

@ObjectType({ simpleResolvers: true, description: 'Outcome of `mallCategorySave`.' })
export class MallCategorySavePayload extends Payload {
  @Access(staff('operator'))
  @Field(() => MallCategory, { nullable: true, description: 'The category.' })
  category?: MallCategory;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of a mutation of a product.' })
abstract class MallProductPayload extends Payload {
  @Access(staff('operator'))
  @Field(() => MallProduct, { nullable: true, description: 'The product as it is now.' })
  product?: MallProduct;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `mallProductCreate`.' })
export class MallProductCreatePayload extends MallProductPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `mallProductUpdate`.' })
export class MallProductUpdatePayload extends MallProductPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `mallProductPublish`.' })
export class MallProductPublishPayload extends MallProductPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `mallProductUnpublish`.' })
export class MallProductUnpublishPayload extends MallProductPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `stockAdjust`.' })
export class StockAdjustPayload extends Payload {
  @Access(staff('operator'))
  @Field(() => MallSku, { nullable: true, description: 'The variant, with its stock as it is now.' })
  sku?: MallSku;
}
