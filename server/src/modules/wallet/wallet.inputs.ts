import { Field, ID, InputType } from 'type-graphql';
import { SafeInt } from '../../graphql/scalars';
import type { PayChannel } from '../payments';
import { PayChannelEnum } from './recharge.types';

const KEY = 'Made by the caller; a repetition with the same key is answered, not done again.';
const REF = 'The partner’s reference of the member.';

@InputType({ description: 'Money that the partner has taken from a member for their wallet.' })
export class WalletRechargeRecordInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => String, { description: REF })
  memberRef: string;

  @Field(() => SafeInt, { description: 'What was paid, in fen, 1 or more.' })
  amountFen: number;

  @Field(() => String, { description: 'The partner’s payment, 1 to 128 characters.' })
  paymentRef: string;
}

@InputType({ description: 'Money to spend from a wallet.' })
export class WalletSpendInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => String, { description: REF })
  memberRef: string;

  @Field(() => String, { description: 'The partner’s order, 1 to 128 characters.' })
  orderRef: string;

  @Field(() => SafeInt, { description: 'How much, in fen, 1 or more.' })
  amountFen: number;
}

@InputType({ description: 'A part of a spend that comes back.' })
export class WalletSpendReturnInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The spend.' })
  spendId: string;

  @Field(() => SafeInt, { description: 'How much of it, in fen.' })
  amountFen: number;
}

@InputType({ description: 'Principal of a recharge to be paid back.' })
export class WalletRechargeRefundInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The recharge.' })
  rechargeId: string;

  @Field(() => SafeInt, { nullable: true, description: 'How much of what is unspent, in fen; all, when left out.' })
  amountFen?: number | null;
}

@InputType({ description: 'Money that the signed-in member wants to put into their wallet.' })
export class WalletRechargeInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => SafeInt, { description: 'How much, in fen: 100 to 5,000,000.' })
  amountFen: number;

  @Field(() => PayChannelEnum, { description: 'Where it is paid.', defaultValue: PayChannelEnum.MINI_PROGRAM })
  channel: PayChannel;
}

@InputType({ description: 'A recharge that is still to be paid.' })
export class WalletRechargePaymentResumeInput {
  @Field(() => ID, { description: 'The recharge.' })
  rechargeId: string;
}
