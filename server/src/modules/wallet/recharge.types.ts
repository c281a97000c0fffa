import { Field, ID, ObjectType } from 'type-graphql';
import { Access, member, staff } from '../../graphql/access';
import { connectionTypes } from '../../graphql/connection';
import { Payload } from '../../graphql/payload';
import { DateTime, SafeInt } from '../../graphql/scalars';
import { Member } from '../members/members.types';
import type { PaymentRow } from '../payments';
import { PaymentParams, PaymentStateEnum, type ShownPaymentState, shownState } from '../payments/payments.types';

/** Where members pay. */
export { PayChannelEnum } from '../payments/payments.types';

const seen = [member, staff('viewer')];

@ObjectType({ simpleResolvers: true, description: 'The payment of a recharge by the member (充值支付).' })
export class WalletRechargePayment {
  /** For paging only: never leaves the server. */
  readonly rowId: number;

  @Access(seen)
  @Field(() => ID, { description: 'The id of the recharge: once it is paid, it is in the wallet under it.' })
  id: string;

  @Access(seen)
  @Field(() => PaymentStateEnum, { description: 'Where it stands; paid, it is in the wallet unless it went back.' })
  state: ShownPaymentState;

  @Access(seen)
  @Field(() => SafeInt, { description: 'How much, in fen.' })
  amountFen: number;

  @Access(seen)
  @Field(() => SafeInt, {
    description: 'What went back to the payer, or is on its way, in fen: all of it when it could not be recharged.',
  })
  refundedFen: number;

  @Access(seen)
  @Field(() => DateTime, { description: 'When it was asked for.' })
  createdAt: Date;

  @Access(seen)
  @Field(() => DateTime, { nullable: true, description: 'Until when it can be paid; null unless it waits for that.' })
  payUntil: Date | null;

  @Access(seen)
  @Field(() => DateTime, { nullable: true, description: 'When it was paid; null: not yet.' })
  paidAt: Date | null;

  static from(payment: PaymentRow): WalletRechargePayment {
    const { id: rowId, subject: id, amountFen, refundedFen, createdAt, expiresAt, paidAt } = payment;
    const state = shownState(payment.state);
    const payUntil = state === 'OPEN' ? expiresAt : null;
    const shown = { rowId, id, state, amountFen, refundedFen, createdAt, payUntil, paidAt };
    return Object.assign(new WalletRechargePayment(), shown);
  }
}

/** `WalletRechargePaymentConnection`. */
export const WalletRechargePaymentConnection = connectionTypes(WalletRechargePayment, 'WalletRechargePayment', ...seen);

@ObjectType({ simpleResolvers: true, description: 'Outcome of a mutation about a recharge that the member pays.' })
abstract class MemberRechargePayload extends Payload {
  @Access(member)
  @Field(() => WalletRechargePayment, { nullable: true, description: 'The payment as it is now.' })
  rechargePayment?: WalletRechargePayment;

  @Access(member)
  @Field(() => PaymentParams, {
    nullable: true,
    description: 'How to pay; null when the provider is busy: then ask by `walletRechargePaymentResume`.',
  })
  paymentParams?: PaymentParams;

  @Access(member)
  @Field(() => Member, { nullable: true, description: 'The member as they are now.' })
  member?: Member;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `walletRecharge`.' })
export class WalletRechargePayload extends MemberRechargePayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `walletRechargePaymentResume`.' })
export class WalletRechargePaymentResumePayload extends MemberRechargePayload {}
