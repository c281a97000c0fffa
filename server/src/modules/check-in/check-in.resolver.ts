import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { checkInStanding } from '../../engine/check-in';
import { Access, member, partner, staff } from '../../graphql/access';
import { badInput } from '../../graphql/connection';
import { type Context, signedInMember } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import { principalKey } from '../../graphql/principal';
import type { Database } from '../../platform/database/open-database';
import { inTransaction, type Tx } from '../../platform/database/unit-of-work';
import type { KeyedCall } from '../idempotency';
import { stateAt } from '../journal';
import { currentMemberId, untilNotMerged } from '../members';
import { Member } from '../members/members.types';
import { visibleMember } from '../members/members.visibility';
import type { ProgramCatalogue } from '../programs';
import {
  CheckInCalendar,
  CheckInCreateInput,
  CheckInCreatePayload,
  CheckInMakeUpInput,
  CheckInMakeUpPayload,
} from './check-in.types';
import { type CheckInParts, recordCheckIn, recordMakeUp } from './record-check-in';

const CODES = 'CHECK_IN_DONE, CHECK_IN_NOT_OFFERED, MEMBER_BLOCKED, IDEMPOTENCY_KEY_REUSED, INPUT_INVALID';

const MONTH = /^[12]\d{3}-(0[1-9]|1[0-2])$/;

/** What the resolver is given. */
export interface CheckInsParts {
  database: Database;
  programs: ProgramCatalogue;
}

/** The daily check-in. */
@Resolver(() => Member)
export class CheckInResolver {
  constructor(private readonly parts: CheckInsParts) {}

  @Access(member, partner('members:read'), staff('viewer'))
  @FieldResolver(() => CheckInCalendar, { description: 'The check-ins of a month, and what comes next (签到).' })
  checkIn(
    @Root() root: Member,
    @Arg('month', () => String, { nullable: true, description: 'Such as `2026-03`; this month when it is left out.' })
    month: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<CheckInCalendar> {
    return this.calendarOf(root, context, readMonth(month));
  }

  @Access(member)
  @Mutation(() => CheckInCreatePayload, {
    description: `Checks in on today’s date in the program’s time zone (签到). Codes: ${CODES}.`,
  })
  checkInCreate(
    @Arg('input', () => CheckInCreateInput, { description: 'The key of the call.' }) input: CheckInCreateInput,
    @Ctx() context: Context,
  ) {
    return this.write(context, { mutation: 'checkInCreate', key: input.idempotencyKey, input: {} }, recordCheckIn);
  }

  @Access(member)
  @Mutation(() => CheckInMakeUpPayload, {
    description:
      'Makes up for a missed day, for points: it joins the days beside it to one streak, and the ladder pays nothing for it ' +
      `(补签). Codes: ${CODES}, MAKE_UP_IN_FUTURE, MAKE_UP_TOO_OLD, MAKE_UP_LIMIT, INSUFFICIENT_POINTS.`,
  })
  checkInMakeUp(
    @Arg('input', () => CheckInMakeUpInput, { description: 'Which day.' }) input: CheckInMakeUpInput,
    @Ctx() context: Context,
  ) {
    const { idempotencyKey: key, date } = input;
    const call = { mutation: 'checkInMakeUp', key, input: { date } };
    return this.write(context, call, (tx, parts, keyed) => recordMakeUp(tx, parts, keyed, date), date.slice(0, 7));
  }

  private write(
    context: Context,
    call: Omit<KeyedCall, 'principal'>,
    work: (tx: Tx, parts: CheckInParts, call: KeyedCall) => Promise<void>,
    month?: string,
  ) {
    const principal = principalKey(context.principal);
    return settle<CheckInMakeUpPayload>(context, async () => {
      const { database, programs } = this.parts;
      const parts = { current: await programs.current(), now: context.now };
      const memberId = await untilNotMerged(async () => {
        const id = await currentMemberId(database, signedInMember(context).memberId);
        await inTransaction(database, (tx) => work(tx, { ...parts, memberId: id }, { ...call, principal }));
        return id;
      });
      context.loaders.clear();
      context.changes.publish('member', memberId);
      const own = (await visibleMember(context, memberId)) ?? undefined;
      return { checkIn: own && (await this.calendarOf(own, context, month)), member: own };
    });
  }

  private async calendarOf(root: Member, context: Context, month: string | undefined): Promise<CheckInCalendar> {
    const current = await this.parts.programs.current();
    const state = await stateAt(context, current, root);
    return CheckInCalendar.from(checkInStanding(current.program, state, context.now.getTime(), month));
  }
}

function readMonth(month: string | null | undefined): string | undefined {
  if (month === null || month === undefined) return undefined;
  if (!MONTH.test(month)) throw badInput('month must be written like 2026-03.');
  return month;
}
