import { Field, ID, InputType, Int } from 'type-graphql';

@InputType({ description: 'A parcel that is handed to a carrier.' })
export class MallOrderShipInput {
  @Field(() => String, {
    description: 'Made by the caller; a repetition with the same key is answered, not done again.',
  })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The order.' })
  orderId: string;

  @Field(() => String, {
    description:
      'The carrier by Kuaidi100’s code: `shunfeng`, `zhongtong`, `yuantong`, `yunda`, `shentong`, `jtexpress`, `jd`, `ems`, ' +
      '`youzhengguonei` or `debangkuaidi` (快递公司).',
  })
  carrier: string;

  @Field(() => String, { description: 'The number on the label, 6 to 32 letters, digits and hyphens (快递单号).' })
  trackingNumber: string;

  @Field(() => Int, {
    nullable: true,
    description: 'How many of what was ordered are in it; all that are left, when left out.',
  })
  quantity?: number | null;
}
