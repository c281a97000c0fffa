import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { PaymentAdapter } from '../../connectors/payment/payment';
import { Access, staff } from '../../graphql/access';
import { connectionTypes } from '../../graphql/connection';
import { SafeInt } from '../../graphql/scalars';
import type { BillDifference } from './bills.store';
import type { BillRow } from './payments.entities';

const BillLineKindEnum = { PAYMENT: 'payment', REFUND: 'refund' } as const;
registerEnumType(BillLineKindEnum, {
  name: 'PaymentBillLineKind',
  description: 'What a line of a bill is about.',
  valuesConfig: {
    PAYMENT: { description: 'Money that a member paid (收款).' },
    REFUND: { description: 'Money that went back (退款).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Something on which the bill and we do not agree (对账差异).' })
export class PaymentBillDifference {
  @Access(staff('viewer'))
  @Field(() => BillLineKindEnum, { description: 'What it is about.' })
  kind: BillDifference['kind'];

  @Access(staff('viewer'))
  @Field(() => String, { description: 'Our number of the payment or refund at the provider (商户单号).' })
  number: string;

  @Access(staff('viewer'))
  @Field(() => SafeInt, { nullable: true, description: 'How much it is by our books, in fen; null: it is not there.' })
  oursFen: number | null;

  @Access(staff('viewer'))
  @Field(() => SafeInt, { nullable: true, description: 'How much it is by the bill, in fen; null: it is not there.' })
  theirsFen: number | null;
}

/** `PaymentAdapter` of the schema. */
export const PaymentAdapterEnum = {
  WECHAT_PAY: 'wechatPay',
  VIRTUAL_PAY: 'virtualPay',
  CONTRACT: 'contract',
} as const satisfies Record<string, PaymentAdapter>;
registerEnumType(PaymentAdapterEnum, {
  name: 'PaymentAdapter',
  description: 'By which contract money is taken.',
  valuesConfig: {
    WECHAT_PAY: { description: 'WeChat Pay (微信支付).' },
    VIRTUAL_PAY: { description: 'Virtual payment of digital goods in the mini-program (虚拟支付).' },
    CONTRACT: { description: 'A debit that the member agreed to once and for all (委托代扣).' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'The payment provider’s bill of a day, held against our payments (对账单).',
})
export class PaymentBill {
  rowId: number;

  @Access(staff('viewer'))
  @Field(() => PaymentAdapterEnum, { description: 'Whose bill it is; debits stand on WeChat Pay’s (支付通道).' })
  adapter: PaymentAdapter;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'The day, in China: `2026-03-01` (账单日期).' })
  date: string;

  @Access(staff('viewer'))
  @Field(() => SafeInt, { description: 'What was paid on it, in fen (收款总额).' })
  paidFen: number;

  @Access(staff('viewer'))
  @Field(() => SafeInt, { description: 'What went back on it, in fen (退款总额).' })
  refundedFen: number;

  @Access(staff('viewer'))
  @Field(() => Int, { description: 'How many payments and refunds are on it (笔数).' })
  lines: number;

  @Access(staff('viewer'))
  @Field(() => [PaymentBillDifference], {
    description: 'On what it and we do not agree; empty when on nothing (差异).',
  })
  differences: PaymentBillDifference[];

  static from({ id, adapter, date, paidFen, refundedFen, lines, differences }: BillRow): PaymentBill {
    const parsed = JSON.parse(differences) as BillDifference[];
    return Object.assign(new PaymentBill(), {
      rowId: id,
      adapter,
      date,
      paidFen,
      refundedFen,
      lines,
      differences: parsed,
    });
  }
}

/** `PaymentBillConnection`: bills, the latest day first. */
export const PaymentBillConnection = connectionTypes(PaymentBill, 'PaymentBill', staff('viewer'));
