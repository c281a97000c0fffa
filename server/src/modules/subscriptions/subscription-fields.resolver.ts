import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access, member, staff } from '../../graphql/access';
import type { Context } from '../../graphql/context';
import { DateTime, SafeInt } from '../../graphql/scalars';
import { formatYuan, type Locale } from '../../platform/locale';
import { savingsLoader, stateAt } from '../journal';
import { memberLoader } from '../members';
import { Member } from '../members/members.types';
import { visibleMember } from '../members/members.visibility';
import { Plan } from '../plans/plans.types';
import type { ProgramInForce } from '../programs';
import { subscriptionIdOf } from './change-subscription';
import { codeInWords, giftStateAt } from './plan-codes';
import { quoteRefund, type RefundQuote } from './refund-subscription';
import { renewalPlan, renewalPrice } from './renew-subscription';
import { type AutoRenewState, AutoRenewStateEnum, type GiftState, GiftStateEnum } from './subscription-enums.types';
import type { ContractRow, PlanCodeRow, SubscriptionRow } from './subscriptions.entities';
import {
  changesLoader,
  chargePaymentLoader,
  chargesLoader,
  contractsLoader,
  giftCodeLoader,
  memberSubscriptionsLoader,
  noticesLoader,
  periodsLoader,
  refundRequestsLoader,
  shownSubscription,
} from './subscriptions.loaders';
import type { SubscriptionsParts } from './subscriptions.resolver';
import {
  PlanCharge,
  PlanPayment,
  PlanPeriod,
  PlanRefundQuote,
  PlanRefundRequest,
  PlanSubscription,
  PlanSubscriptionChange,
  RenewalNotice,
} from './subscriptions.types';
import { isRunning, nextPeriodNo } from './transitions';

type Parts = Pick<SubscriptionsParts, 'programs' | 'cipher'>;

/** The plan of a member. */
@Resolver(() => Member)
export class MemberSubscriptionResolver {
  @Access(member, staff('viewer'))
  @FieldResolver(() => PlanSubscription, {
    nullable: true,
    description: 'The plan that waits to be paid or runs, else the last one; null: never any (我的会员).',
  })
  async subscription(@Root() { rowId }: Member, @Ctx() { loaders }: Context): Promise<PlanSubscription | null> {
    const row = shownSubscription((await loaders.load(memberSubscriptionsLoader, rowId)) ?? []);
    return row ? PlanSubscription.from(row) : null;
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => [PlanSubscription], { description: 'Plans that the member bought for others (送出的会员).' })
  async giftSubscriptions(@Root() { rowId }: Member, @Ctx() { loaders }: Context): Promise<PlanSubscription[]> {
    const rows = (await loaders.load(memberSubscriptionsLoader, rowId)) ?? [];
    return rows.filter(({ purpose }) => purpose === 'GIFT').map(PlanSubscription.from);
  }
}

/** What belongs to a plan of a member. */
@Resolver(() => PlanSubscription)
export class PlanSubscriptionResolver {
  constructor(private readonly parts: Parts) {}

  @Access(member, staff('viewer'))
  @FieldResolver(() => Plan, { description: 'The plan (套餐).' })
  async plan(@Root() { row }: PlanSubscription, @Ctx() { locale }: Context): Promise<Plan> {
    return Plan.named(await this.parts.programs.current(), row.plan, locale);
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => Plan, { nullable: true, description: 'The plan to follow; null: the same (到期后套餐).' })
  async nextPlan(@Root() { row }: PlanSubscription, @Ctx() { locale }: Context): Promise<Plan | null> {
    return row.nextPlan === null ? null : Plan.named(await this.parts.programs.current(), row.nextPlan, locale);
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => DateTime, { nullable: true, description: 'When the last period began; null: none did.' })
  async periodStart(@Root() { row }: PlanSubscription, @Ctx() { loaders }: Context): Promise<Date | null> {
    return ((await loaders.load(periodsLoader, row.id)) ?? []).at(-1)?.fromAt ?? null;
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => AutoRenewStateEnum, { description: 'Whether it is renewed by itself (自动续费).' })
  async autoRenewState(@Root() { row }: PlanSubscription, @Ctx() { loaders }: Context): Promise<AutoRenewState> {
    return renewState((await loaders.load(contractsLoader, row.id)) ?? []);
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => Boolean, { description: 'Whether it is renewed by itself: `autoRenewState` is `ON`.' })
  async autoRenew(@Root() { row }: PlanSubscription, @Ctx() { loaders }: Context): Promise<boolean> {
    return renewState((await loaders.load(contractsLoader, row.id)) ?? []) === 'ON';
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => DateTime, { nullable: true, description: 'When the member consented to auto-renewal last.' })
  async autoRenewConsentAt(@Root() { row }: PlanSubscription, @Ctx() { loaders }: Context): Promise<Date | null> {
    return ((await loaders.load(contractsLoader, row.id)) ?? []).at(-1)?.consentAt ?? null;
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'When the next debit is due; null: nothing is charged.',
  })
  async nextChargeAt(@Root() { row }: PlanSubscription, @Ctx() context: Context): Promise<Date | null> {
    return (await this.nextCharge(row, context))?.at ?? null;
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => SafeInt, {
    nullable: true,
    description: 'How much it will be, in fen; null: nothing is charged.',
  })
  async nextChargeFen(@Root() { row }: PlanSubscription, @Ctx() context: Context): Promise<number | null> {
    return (await this.nextCharge(row, context))?.priceFen ?? null;
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => SafeInt, { description: 'What the plan has saved the member so far, in fen (累计已省).' })
  async savedFen(@Root() { row }: PlanSubscription, @Ctx() context: Context): Promise<number> {
    const state = await this.stateOf(context, row);
    const own = subscriptionIdOf(row);
    if (state?.plan?.subscriptionId === own) return state.plan.savedFen;
    // Of an earlier subscription only the ledger knows.
    return (await context.loaders.load(savingsLoader, row.memberId))?.get(own) ?? 0;
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => [RenewalNotice], { description: 'Every notice before a debit, earliest first (扣费通知记录).' })
  async notices(@Root() { row }: PlanSubscription, @Ctx() { loaders }: Context): Promise<RenewalNotice[]> {
    return ((await loaders.load(noticesLoader, row.id)) ?? []).map(RenewalNotice.from);
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => [PlanCharge], { description: 'Every attempt to be paid, earliest first (扣款记录).' })
  async charges(@Root() { row }: PlanSubscription, @Ctx() { loaders }: Context): Promise<PlanCharge[]> {
    return ((await loaders.load(chargesLoader, row.id)) ?? []).map(PlanCharge.from);
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => [PlanPeriod], { description: 'Every period, earliest first (会员周期).' })
  async periods(@Root() { row }: PlanSubscription, @Ctx() { loaders }: Context): Promise<PlanPeriod[]> {
    return ((await loaders.load(periodsLoader, row.id)) ?? []).map(PlanPeriod.from);
  }

  @Access(staff('viewer'))
  @FieldResolver(() => [PlanSubscriptionChange], { description: 'Every step, in order (状态变更).' })
  async changes(@Root() { row }: PlanSubscription, @Ctx() { loaders }: Context): Promise<PlanSubscriptionChange[]> {
    return ((await loaders.load(changesLoader, row.id)) ?? []).map(({ step, toState: state, actor, reason, at }) =>
      Object.assign(new PlanSubscriptionChange(), { step, state, actor, reason, at }),
    );
  }

  @Access(staff('viewer'))
  @FieldResolver(() => Member, { nullable: true, description: 'Whose it is.' })
  member(@Root() { row }: PlanSubscription, @Ctx() context: Context): Promise<Member | null> {
    return visibleMember(context, row.memberId);
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => PlanPayment, { nullable: true, description: 'The payment that it waits for; null: for none.' })
  async payment(@Root() { row }: PlanSubscription, @Ctx() { loaders }: Context): Promise<PlanPayment | null> {
    const charges = (await loaders.load(chargesLoader, row.id)) ?? [];
    const last = charges.findLast(({ kind, amountFen }) => kind === 'CHECKOUT' && amountFen > 0);
    const isDone = !last || (isRunning(row.state) && last.state !== 'WAITING');
    const payment = isDone ? undefined : await loaders.load(chargePaymentLoader, last.id);
    return payment ? PlanPayment.from(payment) : null;
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => PlanRefundQuote, {
    nullable: true,
    description: 'What would go back now; null: it does not run.',
  })
  async refundQuote(@Root() { row }: PlanSubscription, @Ctx() context: Context): Promise<PlanRefundQuote | null> {
    const state = isRunning(row.state) ? await this.stateOf(context, row) : undefined;
    if (!state) return null;
    const { loaders, now, locale } = context;
    const periods = (await loaders.load(periodsLoader, row.id)) ?? [];
    const period = periods.findLast(({ refundedAt }) => refundedAt === null) ?? null;
    const code = (await loaders.load(giftCodeLoader, row.id)) ?? null;
    const requests = (await loaders.load(refundRequestsLoader, row.id)) ?? [];
    const quote = quoteRefund(await this.parts.programs.current(), state, { subscription: row, period, code }, now);
    const isFree = requests.every((known) => known.periodNo !== period?.number || known.state === 'REFUSED');
    return PlanRefundQuote.from({ ...quote, canRefund: quote.amountFen > 0 && isFree, text: quoteText(quote, locale) });
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => PlanRefundRequest, { nullable: true, description: 'The last request for a refund (退款进度).' })
  async refundRequest(
    @Root() { row }: PlanSubscription,
    @Ctx() { loaders }: Context,
  ): Promise<PlanRefundRequest | null> {
    const request = ((await loaders.load(refundRequestsLoader, row.id)) ?? []).at(-1);
    return request ? PlanRefundRequest.from(request) : null;
  }

  @Access(member)
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The code to give away; null: it cannot be redeemed, see `giftState`, or is no gift (礼品码).',
  })
  async giftCode(@Root() { row }: PlanSubscription, @Ctx() { loaders, now }: Context): Promise<string | null> {
    const code = await giftOf(row, loaders);
    return code && giftStateAt(code, now) === 'UNUSED' ? codeInWords(this.parts.cipher, code) : null;
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => GiftStateEnum, {
    nullable: true,
    description: 'What became of a gift; null: it is not paid, or no gift (礼品状态).',
  })
  async giftState(@Root() { row }: PlanSubscription, @Ctx() { loaders, now }: Context): Promise<GiftState | null> {
    const code = await giftOf(row, loaders);
    return code ? giftStateAt(code, now) : null;
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => DateTime, { nullable: true, description: 'When a gift was redeemed; null: it was not.' })
  async giftRedeemedAt(@Root() { row }: PlanSubscription, @Ctx() { loaders }: Context): Promise<Date | null> {
    return (await giftOf(row, loaders))?.redeemedAt ?? null;
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => Boolean, {
    description: 'Whether `subscriptionCheckout` of the same plan renews it: it runs, and not by itself (可续费).',
  })
  async canRenew(@Root() { row }: PlanSubscription, @Ctx() { loaders }: Context): Promise<boolean> {
    if (row.purpose === 'GIFT' || (row.state !== 'ACTIVE' && row.state !== 'CANCELLED')) return false;
    return renewState((await loaders.load(contractsLoader, row.id)) ?? []) !== 'ON';
  }

  /** By the notice, once there is one. */
  private async nextCharge(row: SubscriptionRow, context: Context) {
    const { loaders, now } = context;
    const isOn = renewState((await loaders.load(contractsLoader, row.id)) ?? []) === 'ON';
    if (!isOn || !isRunning(row.state) || row.endsAt === null) return null;
    const current = await this.parts.programs.current();
    const plan = renewalPlan(current, row);
    if (!plan) return null;
    const notices = (await loaders.load(noticesLoader, row.id)) ?? [];
    const told = notices.findLast(({ periodNo, ...of }) => periodNo === nextPeriodNo(row) && of.plan === plan.code);
    const priceFen = told?.priceFen ?? renewalPrice({ current, now }, await this.stateOf(context, row), plan);
    // Past due, the next attempt is what time is waited for.
    const at = row.state === 'PAST_DUE' ? (row.dueAt ?? row.endsAt) : (told?.chargeAt ?? row.endsAt);
    return { at, priceFen };
  }

  private async stateOf(context: Context, { memberId }: SubscriptionRow) {
    const record = await context.loaders.load(memberLoader, memberId);
    if (!record) return undefined;
    return stateAt(context, await this.parts.programs.current(), { rowId: memberId, joinedAt: record.joinedAt });
  }
}

/** The plan of a period. */
@Resolver(() => PlanPeriod)
export class PlanPeriodResolver {
  constructor(private readonly parts: Pick<Parts, 'programs'>) {}

  @Access(member, staff('viewer'))
  @FieldResolver(() => Plan, { description: 'The plan (套餐).' })
  async plan(@Root() { planCode }: PlanPeriod, @Ctx() { locale }: Context): Promise<Plan> {
    const current: ProgramInForce = await this.parts.programs.current();
    return Plan.named(current, planCode, locale);
  }
}

/** The code of a gift; undefined: it is not paid, or no gift. */
async function giftOf({ id, purpose }: SubscriptionRow, loaders: Context['loaders']): Promise<PlanCodeRow | undefined> {
  return purpose === 'GIFT' ? loaders.load(giftCodeLoader, id) : undefined;
}

function renewState(contracts: readonly ContractRow[]): AutoRenewState {
  if (contracts.some(({ state }) => state === 'SIGNED')) return 'ON';
  if (contracts.some(({ state }) => state === 'SIGNING')) return 'SIGNING';
  return contracts.some(({ contractId }) => contractId !== null) ? 'ENDED' : 'OFF';
}

function quoteText({ kind, amountFen, usedFen }: RefundQuote, locale: Locale): string {
  const [amount, used] = [formatYuan(amountFen, locale), formatYuan(usedFen, locale)];
  if (locale === 'en') {
    if (kind === 'WHOLE') return `${amount}, all of what was paid.`;
    return kind === 'PRO_RATA'
      ? `${amount} for the days that are left, less ${used} for the benefits used.`
      : 'Nothing goes back by the terms of the plan.';
  }
  if (kind === 'WHOLE') return `可全额退款 ${amount}。`;
  return kind === 'PRO_RATA' ? `按剩余天数退款 ${amount}，已扣除使用的权益 ${used}。` : '按套餐规则，目前不可退款。';
}
