import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { PaymentProviders } from '../../connectors/payment/payment';
import { Access, member, staff } from '../../graphql/access';
import { connectionOf, PageArgs, pageOf } from '../../graphql/connection';
import { type Context, signedInMember } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import { principalKey } from '../../graphql/principal';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database/open-database';
import { inTransaction } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import type { FieldCipher } from '../../platform/secrets';
import { visibleMember } from '../members/members.visibility';
import { firstParamsFor, listPayments, paramsFor, payByOf, paymentsOf } from '../payments';
import type { ProgramCatalogue } from '../programs';
import { walletItem } from './change-wallet';
import {
  WalletRechargePayload,
  WalletRechargePayment,
  WalletRechargePaymentConnection,
  WalletRechargePaymentResumePayload,
} from './recharge.types';
import { askForRecharge } from './recharge-by-payment';
import { WalletRechargeInput, WalletRechargePaymentResumeInput } from './wallet.inputs';
import { Wallet } from './wallet.types';

/** What the resolver is given. */
export interface RechargeParts {
  database: Database;
  programs: ProgramCatalogue;
  clock: Clock;
  payments: PaymentProviders;
  cipher: FieldCipher;
  apps: { miniProgram: string; web: string };
}

const thing = (rechargeId: string) => ({
  purpose: 'walletRecharge' as const,
  subject: rechargeId,
  field: 'rechargeId',
});

/** Recharges that members pay. */
@Resolver(() => Wallet)
export class RechargeResolver {
  constructor(private readonly parts: RechargeParts) {}

  @Access(member)
  @Mutation(() => WalletRechargePayload, {
    description:
      'Asks for the money of a recharge; `paymentParams` tell how to pay, and it is in the wallet once it is paid (储值充值). ' +
      'Codes: INPUT_INVALID, PAYMENT_NOT_OFFERED, MEMBER_BLOCKED, WALLET_NOT_OFFERED, WALLET_LIMIT_EXCEEDED, ' +
      'IDEMPOTENCY_KEY_REUSED, STATE_CONFLICT (merged).',
  })
  walletRecharge(
    @Arg('input', () => WalletRechargeInput, { description: 'How much, and where it is paid.' })
    input: WalletRechargeInput,
    @Ctx() context: Context,
  ) {
    return settle<WalletRechargePayload>(context, async () => {
      const { memberId } = signedInMember(context);
      const { idempotencyKey: key, ...rest } = input;
      const { database, programs, clock } = this.parts;
      const wallNow = clock.wallNow();
      const moment = { current: await programs.current(), now: context.now, wallNow };
      const call = { principal: principalKey(context.principal), mutation: 'walletRecharge', key, input: rest };
      const payBy = await payByOf(this.payParts, { id: memberId, address: context.address }, input.channel);
      const wanted = { memberId, amountFen: input.amountFen, payBy };
      const rechargeId = await inTransaction(database, (tx) => askForRecharge(tx, moment, call, wanted));
      const paymentParams = await firstParamsFor({ ...this.payParts, wallNow }, thing(rechargeId));
      return { ...(await this.changed(context, rechargeId)), paymentParams };
    });
  }

  @Access(member)
  @Mutation(() => WalletRechargePaymentResumePayload, {
    description:
      'How to pay a recharge that waits for it, signed anew (继续支付). Codes: NOT_FOUND, PAYMENT_NOT_OPEN, PROVIDER_BUSY.',
  })
  walletRechargePaymentResume(
    @Arg('input', () => WalletRechargePaymentResumeInput, { description: 'Which recharge.' })
    input: WalletRechargePaymentResumeInput,
    @Ctx() context: Context,
  ) {
    return settle<WalletRechargePaymentResumePayload>(context, async () => {
      const { memberId } = signedInMember(context);
      const item = await walletItem(this.parts.database, 'recharge', input.rechargeId);
      if (item.memberId !== memberId) throw new Refusal('NOT_FOUND', 'There is no such recharge.', ['rechargeId']);
      const wallNow = this.parts.clock.wallNow();
      const paymentParams = await paramsFor({ ...this.payParts, wallNow }, thing(item.id));
      return { ...(await this.changed(context, item.id)), paymentParams };
    });
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => WalletRechargePaymentConnection, {
    description: 'Recharges that the member paid, or is to pay, here, latest first (充值记录).',
  })
  async rechargePayments(@Root() { memberId }: Wallet, @Args(() => PageArgs) page: PageArgs) {
    const position = pageOf('WalletRechargePayment', page);
    const payments = await listPayments(this.parts.database, memberId, 'walletRecharge', position);
    return connectionOf({
      list: 'WalletRechargePayment',
      nodes: payments.slice(0, position.first).map(WalletRechargePayment.from),
      hasNextPage: payments.length > position.first,
      keyOf: ({ rowId }) => rowId,
    });
  }

  private get payParts() {
    const { database, payments: providers, cipher, apps } = this.parts;
    return { database, providers, cipher, apps };
  }

  private async changed(context: Context, rechargeId: string) {
    context.loaders.clear();
    const { memberId } = signedInMember(context);
    const [payment] = await paymentsOf(this.parts.database, 'walletRecharge', [rechargeId]);
    const rechargePayment = payment && WalletRechargePayment.from(payment);
    return { rechargePayment, member: (await visibleMember(context, memberId)) ?? undefined };
  }
}
