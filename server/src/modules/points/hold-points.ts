import type { Input } from '../../engine/input';
import type { Hold } from '../../engine/state';
import type { Database } from '../../platform/database/open-database';
import type { Tx } from '../../platform/database/unit-of-work';
import { InvariantError, Refusal } from '../../platform/errors';
import { decodePartId, encodePartId } from '../../platform/ids';
import { type KeyedCall, once } from '../idempotency';
import { archivedItem, statesByMember } from '../journal';
import { currentMemberId, type RefusalWords, recordMemberInput } from '../members';
import type { ProgramInForce } from '../programs';

/** What the commands on holds need besides their input. */
export interface HoldParts {
  current: ProgramInForce;
  now: Date;
}

/** A hold as a command left it. */
export interface HeldPoints {
  memberId: number;
  hold: Hold;
}

// The engine's words for callers of the gateway.
const refusals: RefusalWords = {
  MEMBER_BLOCKED: { code: 'MEMBER_BLOCKED' },
  INSUFFICIENT_POINTS: { code: 'INSUFFICIENT_POINTS', field: ['points'] },
  HOLD_NOT_FOUND: { code: 'NOT_FOUND', field: ['holdId'] },
  HOLD_EXPIRED: { code: 'HOLD_EXPIRED', field: ['holdId'] },
  HOLD_STATE_CONFLICT: { code: 'STATE_CONFLICT', field: ['holdId'] },
  HOLD_EXCEEDED: { code: 'HOLD_EXCEEDED', field: ['points'] },
};

/** Sets points of a member aside for an order, until the deadline. Refuses: MEMBER_BLOCKED, INSUFFICIENT_POINTS. Throws MergedMeanwhile. */
export async function holdPoints(
  tx: Tx,
  parts: HoldParts,
  call: KeyedCall,
  order: { memberId: number; orderRef: string; orderAmountFen: number; points: number; deadline: Date },
): Promise<HeldPoints> {
  const { memberId, deadline, ...rest } = order;
  const holdId = await once(tx, call, parts.now, async (number) => {
    const id = encodePartId('hold', memberId, number);
    await record(tx, parts, memberId, {
      kind: 'hold',
      at: parts.now.getTime(),
      holdId: id,
      deadline: deadline.getTime(),
      ...rest,
    });
    return id;
  });
  return heldPoints(tx, holdId);
}

/** What can be done with a hold afterwards. */
export type HoldStep = { kind: 'capture' | 'return'; points: number } | { kind: 'release' };

/**
 * Captures, releases or returns points of a hold of that member. Refuses: NOT_FOUND, HOLD_EXPIRED, STATE_CONFLICT,
 * HOLD_EXCEEDED. Throws MergedMeanwhile.
 */
export async function changeHold(
  tx: Tx,
  parts: HoldParts,
  call: KeyedCall,
  hold: { holdId: string; memberId: number },
  step: HoldStep,
): Promise<HeldPoints> {
  const { holdId } = hold;
  await once(tx, call, parts.now, async () => {
    await record(tx, parts, hold.memberId, { ...step, at: parts.now.getTime(), holdId });
    return holdId;
  });
  return heldPoints(tx, holdId);
}

/** The member whose points a hold is of by now. Refuses NOT_FOUND for what is no hold's id. */
export async function memberOfHold(source: Database | Tx, holdId: string): Promise<number> {
  const memberId = decodePartId('hold', holdId);
  if (memberId === undefined) throw new Refusal('NOT_FOUND', 'There is no such hold.', ['holdId']);
  return currentMemberId(source, memberId);
}

async function record(tx: Tx, { current }: HoldParts, memberId: number, input: Input): Promise<void> {
  await recordMemberInput(tx, current, memberId, refusals, () => input);
}

async function heldPoints(tx: Tx, holdId: string): Promise<HeldPoints> {
  const memberId = await memberOfHold(tx, holdId);
  const open = (await statesByMember(tx, [memberId])).get(memberId)?.state.holds[holdId];
  const hold = open ?? ((await archivedItem(tx, memberId, `hold:${holdId}`)) as Hold | undefined);
  if (!hold) throw new InvariantError(`The hold ${holdId} is gone.`);
  return { memberId, hold };
}
