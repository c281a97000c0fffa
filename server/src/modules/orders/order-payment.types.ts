import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Access, member, staff } from '../../graphql/access';
import { DateTime, SafeInt } from '../../graphql/scalars';
import type { PaymentRow, RefundRow } from '../payments';
import { PaymentStateEnum, type ShownPaymentState, shownState } from '../payments/payments.types';

const seen = [member, staff('viewer')];

const channels = { WECHAT: 'jsapi', H5: 'h5', NATIVE: 'native' } as const satisfies Record<
  string,
  PaymentRow['channel']
>;
registerEnumType(channels, {
  name: 'MallPaymentChannel',
  description: 'How an order is paid.',
  valuesConfig: {
    WECHAT: { description: 'Inside WeChat, in the mini-program or on a page (微信内支付).' },
    H5: { description: 'On a page in another browser (H5 支付).' },
    NATIVE: { description: 'By a code that is scanned (扫码支付).' },
  },
});

const refundStates = {
  REQUESTED: 'REQUESTED',
  PROCESSING: 'PROCESSING',
  SUCCEEDED: 'SUCCEEDED',
  CLOSED: 'CLOSED',
  ABNORMAL: 'ABNORMAL',
} as const satisfies Record<RefundRow['state'], RefundRow['state']>;
registerEnumType(refundStates, {
  name: 'MallRefundState',
  description: 'Where money stands that goes back.',
  valuesConfig: {
    REQUESTED: { description: 'It is about to be asked for (待退款).' },
    PROCESSING: { description: 'The provider is at it (退款中).' },
    SUCCEEDED: { description: 'The payer has it (已退款).' },
    CLOSED: { description: 'The provider did not do it (退款关闭).' },
    ABNORMAL: { description: 'The payer’s account did not take it: staff are at it (退款异常).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'The cash part of an order (订单支付).' })
export class MallPayment {
  @Access(seen)
  @Field(() => PaymentStateEnum, { description: 'Where it stands.' })
  state: ShownPaymentState;

  @Access(seen)
  @Field(() => SafeInt, { description: 'How much, in fen.' })
  amountFen: number;

  @Access(seen)
  @Field(() => channels, { description: 'How it is paid.' })
  channel: PaymentRow['channel'];

  @Access(seen)
  @Field(() => DateTime, { nullable: true, description: 'When it was paid; null: not yet.' })
  paidAt: Date | null;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'Our number of it at the provider (商户订单号).' })
  number: string;

  @Access(staff('viewer'))
  @Field(() => String, { nullable: true, description: 'The provider’s number of it; null: not paid (微信支付单号).' })
  transactionId: string | null;

  static from({ state, amountFen, channel, paidAt, number, transactionId }: PaymentRow): MallPayment {
    return Object.assign(new MallPayment(), {
      state: shownState(state),
      amountFen,
      channel,
      paidAt,
      number,
      transactionId,
    });
  }
}

@ObjectType({ simpleResolvers: true, description: 'Money of an order on its way back, or back (退款单).' })
export class MallRefund {
  @Access(seen)
  @Field(() => SafeInt, { description: 'How much, in fen.' })
  amountFen: number;

  @Access(seen)
  @Field(() => refundStates, { description: 'Where it stands.' })
  state: RefundRow['state'];

  @Access(seen)
  @Field(() => DateTime, { description: 'When it was asked for.' })
  requestedAt: Date;

  @Access(seen)
  @Field(() => DateTime, { nullable: true, description: 'When the payer had it; null: not yet.' })
  succeededAt: Date | null;

  static from({ amountFen, state, createdAt: requestedAt, doneAt }: RefundRow): MallRefund {
    const succeededAt = state === 'SUCCEEDED' ? doneAt : null;
    return Object.assign(new MallRefund(), { amountFen, state, requestedAt, succeededAt });
  }
}
