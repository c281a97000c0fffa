import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access, anyone, member, partner, staff } from '../../graphql/access';
import type { Context } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import { partnerIdOf, principalKey } from '../../graphql/principal';
import { LocalDate } from '../../graphql/scalars';
import type { Database } from '../../platform/database/open-database';
import { inTransaction, type Tx } from '../../platform/database/unit-of-work';
import { decodeId } from '../../platform/ids';
import type { KeyedCall } from '../idempotency';
import { stateAt } from '../journal';
import { Member } from '../members/members.types';
import { changeMember, memberByRef, memberIdByRef, visibleMember } from '../members/members.visibility';
import type { ProgramCatalogue, ProgramInForce } from '../programs';
import { Level } from '../programs/programs.types';
import { BenefitConsumeInput, BenefitGrantInput, BenefitReturnInput } from './benefits.inputs';
import {
  Benefit,
  BenefitConsumePayload,
  BenefitGrantPayload,
  BenefitReturnPayload,
  type BenefitUsePayload,
  MemberBenefit,
} from './benefits.types';
import { benefitsAt } from './benefits-at';
import { type BenefitStep, changeBenefit, checkBenefit, checkedGrant, checkedUse } from './use-benefit';

const CODES =
  'NOT_FOUND, BENEFIT_NOT_FOUND, BENEFIT_STATE_CONFLICT, MEMBER_BLOCKED, IDEMPOTENCY_KEY_REUSED, INPUT_INVALID';
const steps = { RESERVE: 'reserve', CONFIRM: 'confirm', CONSUME: 'use' } as const;

/** What the resolvers are given. */
export interface BenefitsParts {
  database: Database;
  programs: ProgramCatalogue;
}

/** What a member is entitled to, and what partners and staff do with it. */
@Resolver(() => Member)
export class BenefitsResolver {
  constructor(private readonly parts: BenefitsParts) {}

  @Access(member, partner('benefits:use'), partner('members:read'), staff('viewer'))
  @FieldResolver(() => [MemberBenefit], { description: 'All benefits: those that the member has first (权益).' })
  async benefits(@Root() root: Member, @Ctx() context: Context): Promise<MemberBenefit[]> {
    const current = await this.parts.programs.current();
    const state = await stateAt(context, current, root);
    const views = benefitsAt(current.program, state, context.now.getTime());
    return views.map((view) => MemberBenefit.from(view, context.locale));
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => LocalDate, { nullable: true, description: 'The birthday that the member told (生日).' })
  async birthday(@Root() root: Member, @Ctx() context: Context): Promise<string | undefined> {
    return (await stateAt(context, await this.parts.programs.current(), root)).birthday?.date;
  }

  @Access(partner('benefits:use'))
  @Mutation(() => BenefitConsumePayload, {
    description: `Checks, reserves, confirms or uses what a member is entitled to (权益核销). Codes: ${CODES}, BENEFIT_QUOTA_EXHAUSTED.`,
  })
  benefitConsume(
    @Arg('input', () => BenefitConsumeInput, { description: 'Whose, which, how much.' }) input: BenefitConsumeInput,
    @Ctx() context: Context,
  ) {
    const { mode, benefitCode: benefit } = input;
    if (mode !== 'CHECK') {
      const stepOf = (): BenefitStep => ({
        kind: 'useBenefit',
        step: steps[mode],
        benefit,
        ...this.use(context, input),
      });
      return this.write(context, 'benefitConsume', input, stepOf);
    }
    return settle<BenefitUsePayload>(context, async () => {
      const { quantity = 1 } = this.use(context, input);
      const current = await this.parts.programs.current();
      const root = await memberByRef(context, this.parts.database, input.memberRef);
      checkBenefit(current, await stateAt(context, current, root), benefit, quantity);
      return { benefit: await this.shown(context, current, root, benefit), member: root };
    });
  }

  @Access(partner('benefits:use'))
  @Mutation(() => BenefitReturnPayload, {
    description: `Gives back what was used in the period that runs, or what is reserved (权益退回). Codes: ${CODES}.`,
  })
  benefitReturn(
    @Arg('input', () => BenefitReturnInput, { description: 'Whose, which, which use.' }) input: BenefitReturnInput,
    @Ctx() context: Context,
  ) {
    const { benefitCode: benefit } = input;
    const stepOf = (): BenefitStep => ({ kind: 'useBenefit', step: 'return', benefit, ...this.use(context, input) });
    return this.write(context, 'benefitReturn', input, stepOf);
  }

  @Access(staff('operator'))
  @Mutation(() => BenefitGrantPayload, {
    description: `Gives a member of a benefit by hand, in the period that runs (权益发放). Codes: ${CODES}.`,
  })
  benefitGrant(
    @Arg('input', () => BenefitGrantInput, { description: 'To whom, which, how much, and why.' })
    input: BenefitGrantInput,
    @Ctx() context: Context,
  ) {
    return settle<BenefitGrantPayload>(context, async () => {
      const { principal, now } = context;
      const { idempotencyKey: key, ...rest } = input;
      const { quantity, reason } = checkedGrant(input);
      const name = principal.audience === 'staff' ? principal.name : '';
      const memberId = decodeId('Member', input.memberId) ?? 0;
      const source = `staff ${name}: ${reason}`;
      const step: BenefitStep = { kind: 'grantBenefit', benefit: input.benefitCode, quantity, source };
      const parts = { current: await this.parts.programs.current(), now };
      const call = { principal: principalKey(principal), mutation: 'benefitGrant', key, input: rest };
      await inTransaction(this.parts.database, (tx) => changeBenefit(tx, parts, call, memberId, step));
      context.loaders.clear();
      context.changes.publish('member', memberId);
      return { member: (await visibleMember(context, memberId)) ?? undefined };
    });
  }

  private write(
    context: Context,
    mutation: string,
    input: { idempotencyKey: string; memberRef: string; benefitCode: string },
    stepOf: () => BenefitStep,
  ) {
    return settle<BenefitUsePayload>(context, async () => {
      const { database, programs } = this.parts;
      const transact = (work: (tx: Tx) => Promise<{ memberId: number }>) => inTransaction(database, work);
      const prepare = async (parts: { current: ProgramInForce; now: Date }) => {
        const step = stepOf();
        const memberId = await memberIdByRef(context, database, input.memberRef);
        return async (tx: Tx, call: KeyedCall) => {
          await changeBenefit(tx, parts, call, memberId, step);
          return { memberId };
        };
      };
      const { moment, member: root } = await changeMember(context, programs, transact, mutation, input, prepare);
      if (!root) return {};
      return { benefit: await this.shown(context, moment.current, root, input.benefitCode), member: root };
    });
  }

  private async shown(context: Context, current: ProgramInForce, root: Member, code: string) {
    const state = await stateAt(context, current, root);
    const view = benefitsAt(current.program, state, context.now.getTime()).find(({ benefit }) => benefit.code === code);
    return view && MemberBenefit.from(view, context.locale);
  }

  private use({ principal }: Context, input: object) {
    return checkedUse(partnerIdOf(principal), input);
  }
}

/** What a level gives. */
@Resolver(() => Level)
export class LevelBenefitsResolver {
  constructor(private readonly parts: BenefitsParts) {}

  @Access(anyone)
  @FieldResolver(() => [Benefit], { description: 'What it gives besides multipliers (等级权益).' })
  async benefits(@Root() { benefitCodes }: Level, @Ctx() { locale }: Context): Promise<Benefit[]> {
    const { program } = await this.parts.programs.current();
    return program.benefits
      .filter(({ code }) => benefitCodes.includes(code))
      .map((benefit) => Benefit.from(benefit, locale));
  }
}
