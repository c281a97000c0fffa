import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Access, member } from '../../graphql/access';
import type { PayChannel } from './pay-by';
import type { PaymentRow } from './payments.entities';

/** `MallPayChannel` of the schema. */
export const PayChannelEnum = {
  MINI_PROGRAM: 'MINI_PROGRAM',
  WECHAT_BROWSER: 'WECHAT_BROWSER',
  H5: 'H5',
  NATIVE: 'NATIVE',
} as const satisfies Record<PayChannel, PayChannel>;
registerEnumType(PayChannelEnum, {
  name: 'MallPayChannel',
  description: 'Where members pay.',
  valuesConfig: {
    MINI_PROGRAM: { description: 'In the mini-program, by `wx.requestPayment` (小程序支付).' },
    WECHAT_BROWSER: { description: 'On a page inside WeChat (公众号支付).' },
    H5: { description: 'On a page in another browser of a phone (H5 支付).' },
    NATIVE: { description: 'By a code that is shown and scanned (扫码支付).' },
  },
});

/** `PaymentState` of the schema. */
export const PaymentStateEnum = { OPEN: 'OPEN', CLOSING: 'CLOSING', CLOSED: 'CLOSED', PAID: 'PAID' } as const;
/** Where a payment stands, as it is shown. */
export type ShownPaymentState = keyof typeof PaymentStateEnum;
registerEnumType(PaymentStateEnum, {
  name: 'PaymentState',
  description: 'Where a payment stands.',
  valuesConfig: {
    OPEN: { description: 'It can be paid (待支付).' },
    CLOSING: { description: 'It is wanted no more; the provider has not confirmed yet that nobody can pay (关闭中).' },
    CLOSED: { description: 'It cannot be paid any more (已关闭).' },
    PAID: { description: 'The money is here (已支付).' },
  },
});

/** A payment that nobody outside knows of yet is open, too. */
export function shownState(state: PaymentRow['state']): ShownPaymentState {
  return state === 'CREATED' ? 'OPEN' : state;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What the client needs to pay: for `wx.requestPayment`, for `wx.requestVirtualPayment` where `mode` is given, or an ' +
    'address to go to. Signed anew each time.',
})
export class PaymentParams {
  @Access(member)
  @Field(() => String, { nullable: true, description: 'Where to go, outside WeChat; null inside.' })
  url?: string;

  @Access(member)
  @Field(() => String, { nullable: true, description: 'Application; so are the next five for `wx.requestPayment`.' })
  appId?: string;

  @Access(member)
  @Field(() => String, { nullable: true, description: 'Seconds since 1970, as a text.' })
  timeStamp?: string;

  @Access(member)
  @Field(() => String, { nullable: true, description: 'A random text.' })
  nonceStr?: string;

  @Access(member)
  @Field(() => String, { nullable: true, description: '`prepay_id=…`.' })
  package?: string;

  @Access(member)
  @Field(() => String, { nullable: true, description: '`RSA`.' })
  signType?: string;

  @Access(member)
  @Field(() => String, { nullable: true, description: 'The signature over the others.' })
  paySign?: string;

  @Access(member)
  @Field(() => String, {
    nullable: true,
    description: '`short_series_goods`: pay by `wx.requestVirtualPayment`, with this and the next three (虚拟支付).',
  })
  mode?: string;

  @Access(member)
  @Field(() => String, { nullable: true, description: 'What is paid, as JSON: to be passed on as it is.' })
  signData?: string;

  @Access(member)
  @Field(() => String, { nullable: true, description: 'The signature of the application over `signData`.' })
  paySig?: string;

  @Access(member)
  @Field(() => String, { nullable: true, description: 'The signature of the member’s session over `signData`.' })
  signature?: string;
}
