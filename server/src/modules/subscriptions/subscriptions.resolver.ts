import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { ContractProvider } from '../../connectors/contract/contract';
import type { PaymentProviders } from '../../connectors/payment/payment';
import { Access, member } from '../../graphql/access';
import { type Context, signedInMember } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import { principalKey } from '../../graphql/principal';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database/open-database';
import { inTransaction, type Tx } from '../../platform/database/unit-of-work';
import type { FieldCipher } from '../../platform/secrets';
import { type KeyedCall, once } from '../idempotency';
import { untilNotMerged } from '../members';
import { visibleMember } from '../members/members.visibility';
import { firstParamsFor, type PayChannel, paramsFor, payByOf } from '../payments';
import type { ProgramCatalogue } from '../programs';
import { changePlan } from './change-plan';
import { lockSubscription, type SubscriptionParts } from './change-subscription';
import { checkOut, dropPending } from './check-out';
import {
  SubscriptionAutoRenewCancelPayload,
  SubscriptionAutoRenewSignPayload,
  SubscriptionCancelPayload,
  SubscriptionCheckoutPayload,
  SubscriptionCodeRedeemPayload,
  SubscriptionPaymentResumePayload,
  SubscriptionPlanChangePayload,
  SubscriptionRefundRequestPayload,
} from './payloads.types';
import { redeemCode } from './plan-codes';
import { askForRefund } from './refund-subscription';
import { chargeToPay } from './resume-payment';
import { askForSignature, cancelRenewal } from './sign-contract';
import type { SubscriptionRow } from './subscriptions.entities';
import {
  SubscriptionAutoRenewCancelInput,
  SubscriptionAutoRenewSignInput,
  SubscriptionCancelInput,
  SubscriptionCheckoutInput,
  SubscriptionCodeRedeemInput,
  SubscriptionPaymentResumeInput,
  SubscriptionPlanChangeInput,
  SubscriptionRefundRequestInput,
} from './subscriptions.inputs';
import { chargesOf, contractsOf, subscriptionsById } from './subscriptions.store';
import { ContractParams } from './subscriptions.types';
import { subscriptionById, visibleSubscription } from './subscriptions.visibility';
import { nextPeriodNo } from './transitions';

/** What the resolvers are given. */
export interface SubscriptionsParts {
  database: Database;
  programs: ProgramCatalogue;
  clock: Clock;
  cipher: FieldCipher;
  /** Who takes money. */
  payments: PaymentProviders;
  /** Who lets money be taken by a contract; without, nothing renews by itself. */
  contracts?: ContractProvider;
  /** The applications in which members pay. */
  apps: { miniProgram: string; web: string };
}

const MINE = 'NOT_FOUND, SUBSCRIPTION_STATE_CONFLICT, IDEMPOTENCY_KEY_REUSED, STATE_CONFLICT (merged)';
const MEMBER = { as: 'member' as const };

/** What members do with their plans. */
@Resolver()
export class SubscriptionsResolver {
  constructor(private readonly parts: SubscriptionsParts) {}

  @Access(member)
  @Mutation(() => SubscriptionCheckoutPayload, {
    description:
      'Asks for the money of a plan (开通会员): `paymentParams` tell how to pay, and its benefits start once it is paid. One ' +
      'that waited to be paid is called off; one that runs and is not renewed by itself is renewed from its end. With `autoRenew` ' +
      '`contractParams` tell where to sign. Codes: PLAN_UNKNOWN, AGREEMENT_OUTDATED, AUTO_RENEW_NOT_OFFERED, ' +
      'OFFER_NOT_OPEN, SUBSCRIPTION_RUNNING, MEMBER_BLOCKED, PAYMENT_NOT_OFFERED, INPUT_INVALID, ' +
      'IDEMPOTENCY_KEY_REUSED, STATE_CONFLICT (merged).',
  })
  subscriptionCheckout(
    @Arg('input', () => SubscriptionCheckoutInput, { description: 'Which plan, and how it is paid.' })
    input: SubscriptionCheckoutInput,
    @Ctx() context: Context,
  ) {
    return settle<SubscriptionCheckoutPayload>(context, async () => {
      const { memberId } = signedInMember(context);
      const { planCode, autoRenew, agreementVersion, offerCode, asGift, channel } = input;
      const moment = await this.moment(context);
      const payBy = await this.payBy(context, moment, planCode, channel);
      const contractApp = this.contractApp(channel);
      const wanted = { planCode, autoRenew, agreementVersion, asGift, offerCode: offerCode ?? undefined };
      const call = callOf(context, 'subscriptionCheckout', input);
      const id = await inTransaction(this.parts.database, (tx) =>
        checkOut(tx, moment, call, { memberId, ...wanted, payBy, contractApp }),
      );
      const paymentParams = await this.firstParams(moment, id);
      const contractParams = autoRenew ? await this.contractParams(context, moment, id) : undefined;
      return { ...(await this.changed(context, { id, memberId })), paymentParams, contractParams };
    });
  }

  @Access(member)
  @Mutation(() => SubscriptionPaymentResumePayload, {
    description:
      'How to pay a subscription that waits for it, signed anew, also by another channel (继续支付). Codes: NOT_FOUND, ' +
      'PAYMENT_NOT_OPEN, PAYMENT_NOT_OFFERED, PROVIDER_BUSY.',
  })
  subscriptionPaymentResume(
    @Arg('input', () => SubscriptionPaymentResumeInput, { description: 'Which subscription, and where it is paid.' })
    input: SubscriptionPaymentResumeInput,
    @Ctx() context: Context,
  ) {
    return settle<SubscriptionPaymentResumePayload>(context, async () => {
      const moment = await this.moment(context);
      const { found, charge } = await untilNotMerged(async () => {
        context.loaders.clear();
        const row = await subscriptionById(context, input.subscriptionId);
        const payBy = await this.payBy(context, moment, row.nextPlan ?? row.plan, input.channel);
        const made = await inTransaction(this.parts.database, (tx) => chargeToPay(tx, moment, row, payBy));
        return { found: row, charge: made };
      });
      const paymentParams = await paramsFor({ ...this.payParts, wallNow: moment.wallNow }, thing(charge.id));
      return { ...(await this.changed(context, found)), paymentParams };
    });
  }

  @Access(member)
  @Mutation(() => SubscriptionCancelPayload, {
    description: `Calls off a subscription that waits to be paid; money that comes all the same goes back (取消待支付). Codes: ${MINE}.`,
  })
  subscriptionCancel(
    @Arg('input', () => SubscriptionCancelInput, { description: 'Which subscription.' }) input: SubscriptionCancelInput,
    @Ctx() context: Context,
  ) {
    return this.change<SubscriptionCancelPayload>(context, 'subscriptionCancel', input, (tx, moment, call, found) =>
      once(tx, call, moment.now, async () => {
        const { subscription } = await lockSubscription(tx, found);
        await dropPending(tx, moment, subscription, MEMBER, 'Called off.');
        return 'done';
      }),
    );
  }

  @Access(member)
  @Mutation(() => SubscriptionAutoRenewSignPayload, {
    description:
      'Consents to renewals by themselves: `contractParams` tell where to sign (开通自动续费). Codes: AGREEMENT_OUTDATED, ' +
      `AUTO_RENEW_NOT_OFFERED, ${MINE}.`,
  })
  subscriptionAutoRenewSign(
    @Arg('input', () => SubscriptionAutoRenewSignInput, { description: 'Which subscription, and the consent.' })
    input: SubscriptionAutoRenewSignInput,
    @Ctx() context: Context,
  ) {
    return settle<SubscriptionAutoRenewSignPayload>(context, async () => {
      const moment = await this.moment(context);
      const { agreementVersion } = input;
      const consent = { agreementVersion, contractApp: this.contractApp(input.channel) };
      const call = callOf(context, 'subscriptionAutoRenewSign', input);
      const found = await untilNotMerged(async () => {
        context.loaders.clear();
        const row = await subscriptionById(context, input.subscriptionId);
        await inTransaction(this.parts.database, (tx) => askForSignature(tx, moment, call, row, consent));
        return row;
      });
      const contractParams = await this.contractParams(context, moment, found.id);
      return { ...(await this.changed(context, found)), contractParams };
    });
  }

  @Access(member)
  @Mutation(() => SubscriptionAutoRenewCancelPayload, {
    description:
      'Ends the renewals: from now on nothing is charged, and what is on its way goes back; what is paid runs to its end ' +
      `(取消自动续费). Codes: ${MINE}.`,
  })
  subscriptionAutoRenewCancel(
    @Arg('input', () => SubscriptionAutoRenewCancelInput, { description: 'Which subscription.' })
    input: SubscriptionAutoRenewCancelInput,
    @Ctx() context: Context,
  ) {
    const mutation = 'subscriptionAutoRenewCancel';
    return this.change<SubscriptionAutoRenewCancelPayload>(context, mutation, input, (tx, moment, call, found) =>
      once(tx, call, moment.now, async () => {
        const locked = await lockSubscription(tx, found);
        await cancelRenewal(tx, moment, locked, MEMBER, 'The member cancelled it.');
        return 'done';
      }),
    );
  }

  @Access(member)
  @Mutation(() => SubscriptionPlanChangePayload, {
    description: `Lets another plan follow at the end of the period; null undoes that (变更套餐). Codes: PLAN_UNKNOWN, ${MINE}.`,
  })
  subscriptionPlanChange(
    @Arg('input', () => SubscriptionPlanChangeInput, { description: 'Which subscription, and the plan to follow.' })
    input: SubscriptionPlanChangeInput,
    @Ctx() context: Context,
  ) {
    const mutation = 'subscriptionPlanChange';
    return this.change<SubscriptionPlanChangePayload>(context, mutation, input, (tx, moment, call, found) =>
      changePlan(tx, moment, call, found, input.planCode ?? null),
    );
  }

  @Access(member)
  @Mutation(() => SubscriptionRefundRequestPayload, {
    description: `Asks for the money of the last period; see \`refundQuote\` before (申请退款). Codes: INPUT_INVALID, PLAN_REFUND_NOT_POSSIBLE, ${MINE}.`,
  })
  subscriptionRefundRequest(
    @Arg('input', () => SubscriptionRefundRequestInput, { description: 'Which subscription, and why.' })
    input: SubscriptionRefundRequestInput,
    @Ctx() context: Context,
  ) {
    const mutation = 'subscriptionRefundRequest';
    return this.change<SubscriptionRefundRequestPayload>(context, mutation, input, (tx, moment, call, found) =>
      askForRefund(tx, moment, call, found, input),
    );
  }

  @Access(member)
  @Mutation(() => SubscriptionCodeRedeemPayload, {
    description:
      'Starts a plan by the code of a gift or a card (兑换会员码). Codes: PLAN_CODE_INVALID, PLAN_UNKNOWN, SUBSCRIPTION_RUNNING, ' +
      'SUBSCRIPTION_STATE_CONFLICT, MEMBER_BLOCKED, IDEMPOTENCY_KEY_REUSED, STATE_CONFLICT (merged).',
  })
  subscriptionCodeRedeem(
    @Arg('input', () => SubscriptionCodeRedeemInput, { description: 'The code.' }) input: SubscriptionCodeRedeemInput,
    @Ctx() context: Context,
  ) {
    return settle<SubscriptionCodeRedeemPayload>(context, async () => {
      const { memberId } = signedInMember(context);
      const moment = { ...(await this.moment(context)), cipher: this.parts.cipher };
      const { input: _, ...call } = callOf(context, 'subscriptionCodeRedeem', input);
      const work = (tx: Tx) => redeemCode(tx, moment, call, memberId, input.code);
      const id = await inTransaction(this.parts.database, work);
      return this.changed(context, { id, memberId });
    });
  }

  private change<P extends SubscriptionCancelPayload>(
    context: Context,
    mutation: string,
    input: { idempotencyKey: string; subscriptionId: string },
    work: (tx: Tx, moment: SubscriptionParts, call: KeyedCall, found: SubscriptionRow) => Promise<unknown>,
  ) {
    return settle<P>(context, async () => {
      const moment = await this.moment(context);
      const call = callOf(context, mutation, input);
      const found = await untilNotMerged(async () => {
        context.loaders.clear();
        const row = await subscriptionById(context, input.subscriptionId);
        await inTransaction(this.parts.database, (tx) => work(tx, moment, call, row));
        return row;
      });
      return (await this.changed(context, found)) as Omit<P, 'userErrors'>;
    });
  }

  private async moment(context: Context): Promise<SubscriptionParts> {
    const { programs, clock } = this.parts;
    return { current: await programs.current(), now: context.now, wallNow: clock.wallNow() };
  }

  private get payParts() {
    const { database, cipher, payments: providers, apps } = this.parts;
    return { database, cipher, providers, apps };
  }

  /** Where a contract would be signed; undefined: nobody debits here. */
  private contractApp(channel: PayChannel): string | undefined {
    const { contracts, apps } = this.parts;
    return contracts && (channel === 'MINI_PROGRAM' ? apps.miniProgram : apps.web);
  }

  private payBy(context: Context, { current }: SubscriptionParts, planCode: string, channel: PayChannel) {
    const { memberId } = signedInMember(context);
    const adapter = current.program.plans.find(({ code }) => code === planCode)?.adapter;
    return payByOf(this.payParts, { id: memberId, address: context.address }, channel, adapter);
  }

  private async firstParams({ wallNow }: SubscriptionParts, id: number) {
    const { database } = this.parts;
    const found = (await subscriptionsById(database, [id])).get(id);
    if (!found) return undefined;
    const charges = await chargesOf(database, id, nextPeriodNo(found));
    const waiting = charges.findLast(({ state, amountFen }) => state === 'WAITING' && amountFen > 0);
    return waiting && firstParamsFor({ ...this.payParts, wallNow }, thing(waiting.id));
  }

  private async contractParams(context: Context, { wallNow }: SubscriptionParts, id: number) {
    const { database, contracts } = this.parts;
    const waiting = (await contractsOf(database, id)).findLast(({ state }) => state === 'SIGNING');
    if (!contracts || !waiting) return undefined;
    const { memberId } = signedInMember(context);
    const nickname = (await visibleMember(context, memberId))?.nickname;
    const order = { contractCode: waiting.code, requestSerial: wallNow.getTime() };
    return ContractParams.from(contracts.signParams({ ...order, displayAccount: nickname || '会员' }));
  }

  private async changed(context: Context, { id, memberId }: Pick<SubscriptionRow, 'id' | 'memberId'>) {
    context.loaders.clear();
    context.changes.publish('member', memberId);
    const subscription = (await visibleSubscription(context, id)) ?? undefined;
    return { subscription, member: (await visibleMember(context, memberId)) ?? undefined };
  }
}

const thing = (chargeId: number) => ({
  purpose: 'planPeriod' as const,
  subject: String(chargeId),
  field: 'subscriptionId',
});

function callOf(context: Context, mutation: string, { idempotencyKey: key, ...input }: { idempotencyKey: string }) {
  return { principal: principalKey(context.principal), mutation, key, input };
}
