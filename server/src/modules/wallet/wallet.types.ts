import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { Recharge, WalletSpend as Spend } from '../../engine/state';
import { Access, type AccessRule, member, partner, staff } from '../../graphql/access';
import { connectionTypes } from '../../graphql/connection';
import { Payload } from '../../graphql/payload';
import { DateTime, SafeInt } from '../../graphql/scalars';
import { LedgerEntry } from '../journal/journal.types';
import { Member } from '../members/members.types';

const readers: AccessRule[] = [member, partner('members:read'), staff('viewer')];
const writers: AccessRule[] = [partner('wallet:write'), staff('operator')];

@ObjectType({ simpleResolvers: true, description: 'What a recharge is given on top (充值赠送).' })
export class WalletGift {
  @Access(readers)
  @Field(() => SafeInt, { description: 'The recharge from which it is given, in fen.' })
  atLeastFen: number;

  @Access(readers)
  @Field(() => SafeInt, { description: 'What is given, in fen.' })
  giftFen: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A member’s wallet (储值账户): money paid in, and what was given on top.',
})
export class Wallet {
  /** For resolvers only: never leaves the server. */
  readonly memberId: number;

  @Access(readers)
  @Field(() => Boolean, {
    description: 'Whether the program in force has stored value; what is in the wallet can be spent anyway.',
  })
  isOffered: boolean;

  @Access(readers)
  @Field(() => SafeInt, { description: 'What can be spent, in fen (余额).' })
  balanceFen: number;

  @Access(readers)
  @Field(() => SafeInt, { description: 'The part that was paid in (本金), in fen.' })
  principalFen: number;

  @Access(readers)
  @Field(() => SafeInt, { description: 'The part that was given (赠金), in fen; it is never paid out.' })
  giftFen: number;

  @Access(readers)
  @Field(() => SafeInt, { description: 'All recharges, less what was paid back (累计充值), in fen.' })
  rechargedTotalFen: number;

  @Access(readers)
  @Field(() => SafeInt, { description: 'All that was spent, less what came back (累计消费), in fen.' })
  spentTotalFen: number;

  @Access(readers)
  @Field(() => [WalletGift], {
    description: 'What recharges are given, by rising amount; the best that is reached counts.',
  })
  gifts: WalletGift[];

  @Access(readers)
  @Field(() => SafeInt, {
    nullable: true,
    description: 'How much a wallet may hold after a recharge, in fen; null: any amount.',
  })
  maxBalanceFen?: number;
}

const parts = { PRINCIPAL: 'principal', GIFT: 'gift' } as const;
registerEnumType(parts, {
  name: 'WalletPart',
  description: 'A part of a wallet.',
  valuesConfig: {
    PRINCIPAL: { description: 'What was paid in (本金).' },
    GIFT: { description: 'What was given on top (赠金).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A line of a wallet (储值明细); never changed afterwards.' })
export class WalletEntry {
  /** For paging only: the number within the member. */
  readonly seq: number;

  @Access(readers)
  @Field(() => parts, { description: 'Which part changed.' })
  part: string;

  @Access(readers)
  @Field(() => LedgerEntry, { description: 'The line; its `delta` is in fen.' })
  line: LedgerEntry;
}

/** `WalletEntryConnection`. */
export const WalletEntryConnection = connectionTypes(WalletEntry, 'WalletEntry', ...readers);

@ObjectType({ simpleResolvers: true, description: 'Money that was put into a wallet (充值).' })
export class WalletRecharge {
  @Access(writers)
  @Field(() => ID, { description: 'For a refund.' })
  id: string;

  @Access(writers)
  @Field(() => DateTime, { description: 'When it was recorded.' })
  at: Date;

  @Access(writers)
  @Field(() => String, { nullable: true, description: 'The partner’s payment.' })
  paymentRef?: string;

  @Access(writers)
  @Field(() => SafeInt, { description: 'What was paid, in fen.' })
  amountFen: number;

  @Access(writers)
  @Field(() => SafeInt, { description: 'What was given on top, in fen.' })
  giftFen: number;

  @Access(writers)
  @Field(() => SafeInt, { description: 'What is unspent of the principal, in fen.' })
  principalLeftFen: number;

  @Access(writers)
  @Field(() => SafeInt, { description: 'What is unspent of the gift, in fen.' })
  giftLeftFen: number;

  @Access(writers)
  @Field(() => SafeInt, { description: 'What was paid back in all, in fen.' })
  paidBackFen: number;

  /** The recharge as the gateway shows it. */
  static from(recharge: Recharge): WalletRecharge {
    const { id, at, paymentRef, amountFen, giftFen, principalLeft, giftLeft, paidBackFen } = recharge;
    const shown = { id, at: new Date(at), paymentRef, amountFen, giftFen, paidBackFen };
    return Object.assign(new WalletRecharge(), shown, { principalLeftFen: principalLeft, giftLeftFen: giftLeft });
  }
}

@ObjectType({ simpleResolvers: true, description: 'Money that was spent from a wallet (储值支付).' })
export class WalletSpend {
  @Access(writers)
  @Field(() => ID, { description: 'For a return.' })
  id: string;

  @Access(writers)
  @Field(() => DateTime, { description: 'When it was spent.' })
  at: Date;

  @Access(writers)
  @Field(() => String, { description: 'The partner’s order.' })
  orderRef: string;

  @Access(writers)
  @Field(() => SafeInt, { description: 'How much, in fen.' })
  amountFen: number;

  @Access(writers)
  @Field(() => SafeInt, { description: 'The part of it that was gift, in fen.' })
  giftFen: number;

  @Access(writers)
  @Field(() => SafeInt, { description: 'What came back, in fen.' })
  returnedFen: number;

  /** The spend as the gateway shows it. */
  static from({ id, at, orderRef, amountFen, giftFen, returnedFen }: Spend): WalletSpend {
    return Object.assign(new WalletSpend(), { id, at: new Date(at), orderRef, amountFen, giftFen, returnedFen });
  }
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of a mutation on a wallet.' })
abstract class WalletPayload extends Payload {
  @Access(writers)
  @Field(() => Member, { nullable: true, description: 'The member as they are now.' })
  member?: Member;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `walletRechargeRecord`.' })
export class WalletRechargeRecordPayload extends WalletPayload {
  @Access(writers)
  @Field(() => WalletRecharge, { nullable: true, description: 'The recharge.' })
  recharge?: WalletRecharge;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of a mutation about money spent from a wallet.' })
abstract class SpendPayload extends WalletPayload {
  @Access(writers)
  @Field(() => WalletSpend, { nullable: true, description: 'The spend as it is now.' })
  spend?: WalletSpend;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `walletSpend`.' })
export class WalletSpendPayload extends SpendPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `walletSpendReturn`.' })
export class WalletSpendReturnPayload extends SpendPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `walletRechargeRefund`.' })
export class WalletRechargeRefundPayload extends WalletPayload {
  @Access(writers)
  @Field(() => WalletRecharge, { nullable: true, description: 'The recharge as it is now.' })
  recharge?: WalletRecharge;

  @Access(writers)
  @Field(() => SafeInt, { nullable: true, description: 'What the member is to be paid for this call, in fen.' })
  paidBackFen?: number;
}
