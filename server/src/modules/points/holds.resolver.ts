import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access, partner } from '../../graphql/access';
import type { Context } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import type { Database } from '../../platform/database/open-database';
import { inTransaction, type Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import type { KeyedCall } from '../idempotency';
import { changeMember, memberIdByRef, visibleMember } from '../members/members.visibility';
import type { ProgramCatalogue } from '../programs';
import { heldOrder, stepPoints } from './hold-deadline';
import { changeHold, type HeldPoints, type HoldParts, type HoldStep, holdPoints, memberOfHold } from './hold-points';
import {
  PointsHold,
  PointsHoldCaptureInput,
  PointsHoldCapturePayload,
  PointsHoldInput,
  PointsHoldPayload,
  PointsHoldReleaseInput,
  PointsHoldReleasePayload,
  PointsRedemptionReturnInput,
  PointsRedemptionReturnPayload,
} from './holds.types';

const CODES = 'NOT_FOUND, HOLD_EXPIRED, STATE_CONFLICT, IDEMPOTENCY_KEY_REUSED, INPUT_INVALID';

/** What the resolver is given. */
export interface HoldsParts {
  database: Database;
  programs: ProgramCatalogue;
}

/** Points at a partner's checkout. */
@Resolver()
export class HoldsResolver {
  constructor(private readonly parts: HoldsParts) {}

  @Access(partner('points:spend'))
  @Mutation(() => PointsHoldPayload, {
    description:
      'Sets points of a member aside for an order (冻结积分). Codes: NOT_FOUND, MEMBER_BLOCKED, INSUFFICIENT_POINTS, IDEMPOTENCY_KEY_REUSED, INPUT_INVALID.',
  })
  pointsHold(
    @Arg('input', () => PointsHoldInput, { description: 'For whom, how many, for which order.' })
    input: PointsHoldInput,
    @Ctx() context: Context,
  ) {
    return this.write(context, 'pointsHold', input, async (parts) => {
      const memberId = await memberIdByRef(context, this.parts.database, input.memberRef);
      const order = heldOrder(parts.current.program, parts.now, input);
      return (tx, call) => holdPoints(tx, parts, call, { memberId, ...order });
    });
  }

  @Access(partner('points:spend'))
  @Mutation(() => PointsHoldCapturePayload, {
    description: `Spends a hold, or a part of it; the rest goes back (扣除). Codes: ${CODES}, HOLD_EXCEEDED.`,
  })
  pointsHoldCapture(
    @Arg('input', () => PointsHoldCaptureInput, { description: 'What to spend.' }) input: PointsHoldCaptureInput,
    @Ctx() context: Context,
  ) {
    return this.step(context, 'pointsHoldCapture', input, () => ({
      kind: 'capture',
      points: stepPoints(input.points),
    }));
  }

  @Access(partner('points:spend'))
  @Mutation(() => PointsHoldReleasePayload, { description: `Lets a hold go (释放). Codes: ${CODES}.` })
  pointsHoldRelease(
    @Arg('input', () => PointsHoldReleaseInput, { description: 'What to let go.' }) input: PointsHoldReleaseInput,
    @Ctx() context: Context,
  ) {
    return this.step(context, 'pointsHoldRelease', input, () => ({ kind: 'release' }));
  }

  @Access(partner('points:spend'))
  @Mutation(() => PointsRedemptionReturnPayload, {
    description: `Gives points of a captured hold back, each to its own lot (退回). Codes: ${CODES}, HOLD_EXCEEDED.`,
  })
  pointsRedemptionReturn(
    @Arg('input', () => PointsRedemptionReturnInput, { description: 'What comes back.' })
    input: PointsRedemptionReturnInput,
    @Ctx() context: Context,
  ) {
    return this.step(context, 'pointsRedemptionReturn', input, () => ({
      kind: 'return',
      points: stepPoints(input.points),
    }));
  }

  private step(
    context: Context,
    mutation: string,
    input: { idempotencyKey: string; holdId: string },
    stepOf: () => HoldStep,
  ) {
    return this.write(context, mutation, input, async (parts) => {
      const step = stepOf();
      // Somebody else's hold does not exist for this partner.
      const hold = { holdId: input.holdId, memberId: await memberOfHold(this.parts.database, input.holdId) };
      if (!(await visibleMember(context, hold.memberId))) {
        throw new Refusal('NOT_FOUND', 'There is no such hold.', ['holdId']);
      }
      return (tx, call) => changeHold(tx, parts, call, hold, step);
    });
  }

  private write(
    context: Context,
    mutation: string,
    input: { idempotencyKey: string },
    prepare: (parts: HoldParts) => Promise<(tx: Tx, call: KeyedCall) => Promise<HeldPoints>>,
  ) {
    return settle<PointsHoldPayload>(context, async () => {
      const { database, programs } = this.parts;
      const transact = (work: (tx: Tx) => Promise<HeldPoints>) => inTransaction(database, work);
      const { changed, member } = await changeMember(context, programs, transact, mutation, input, prepare);
      return { hold: PointsHold.from(changed), member };
    });
  }
}
