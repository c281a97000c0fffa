import { type Input, InputRefused } from '../../engine/input';
import type { Tx } from '../../platform/database/unit-of-work';
import { InvariantError, Refusal } from '../../platform/errors';
import { decodeId, encodeId } from '../../platform/ids';
import { type KeyedCall, once } from '../idempotency';
import { recordInput } from '../journal';
import { lockMembers } from '../members';
import type { ProgramInForce } from '../programs';
import type { AdjustmentRow } from './adjustments.entities';
import { adjustmentById, insertAdjustment, saveDecision } from './adjustments.store';
import { type Change, needsApproval } from './read-adjustment';

/** Who adjusts, by which rules, when. */
export interface AdjustmentParts {
  current: ProgramInForce;
  now: Date;
  /** `key` names the principal, `name` the person as the audit shows them. */
  by: { key: string; name: string };
}

/**
 * Changes a member by hand, once for the call's key: at once, or, above the program's limit, when somebody else has
 * approved it. Refuses: NOT_FOUND, and what `once` refuses.
 */
export async function adjustMember(
  tx: Tx,
  parts: AdjustmentParts,
  call: KeyedCall,
  memberId: number,
  change: Change,
): Promise<AdjustmentRow> {
  const { current, now, by } = parts;
  const made = await once(tx, call, now, async () => {
    const joinedAt = (await lockMembers(tx, [memberId])).get(memberId);
    if (joinedAt === undefined) throw new Refusal('NOT_FOUND', 'There is no such member.', ['memberId']);
    const waits = needsApproval(current.program, change);
    const member = { id: memberId, joinedAt: new Date(joinedAt) };
    const journalSeq = waits ? null : await apply(tx, parts, member, change, by.name);
    const id = await insertAdjustment(tx, {
      ...change,
      memberId,
      state: waits ? 'WAITING' : 'APPLIED',
      proposer: by.key,
      proposerName: by.name,
      proposedAt: now,
      decider: null,
      deciderName: null,
      decidedAt: waits ? null : now,
      journalSeq,
    });
    return encodeId('Adjustment', id);
  });
  return adjustmentById(tx, decodeId('Adjustment', made) ?? 0);
}

/**
 * Approves or rejects a waiting adjustment of a member, once: approving applies it. The lock of the member decides
 * between concurrent decisions. Refuses: APPROVAL_BY_SAME_PERSON, STATE_CONFLICT when it was decided already, and what
 * `once` refuses.
 */
export async function decideAdjustment(
  tx: Tx,
  parts: AdjustmentParts,
  call: KeyedCall,
  { memberId, adjustmentId, approve }: { memberId: number; adjustmentId: number; approve: boolean },
): Promise<AdjustmentRow> {
  const { now, by } = parts;
  await once(tx, call, now, async () => {
    const joinedAt = (await lockMembers(tx, [memberId])).get(memberId);
    if (joinedAt === undefined) throw new InvariantError(`There is no member ${memberId}.`);
    const row = await adjustmentById(tx, adjustmentId);
    if (row.state !== 'WAITING') {
      throw new Refusal('STATE_CONFLICT', `The adjustment is ${row.state.toLowerCase()} already.`, ['adjustmentId']);
    }
    // By name too: a person may hold two tokens.
    if (row.proposer === by.key || row.proposerName === by.name) {
      throw new Refusal(
        'APPROVAL_BY_SAME_PERSON',
        'You proposed this adjustment yourself: ask somebody else to decide.',
        ['adjustmentId'],
      );
    }
    const actor = `${row.proposerName}, approved by ${by.name}`;
    const member = { id: memberId, joinedAt: new Date(joinedAt) };
    await saveDecision(tx, adjustmentId, {
      state: approve ? 'APPLIED' : 'REJECTED',
      decider: by.key,
      deciderName: by.name,
      decidedAt: now,
      journalSeq: approve ? await apply(tx, parts, member, row, actor) : null,
    });
    return encodeId('Adjustment', adjustmentId);
  });
  return adjustmentById(tx, adjustmentId);
}

/** Journals the change; returns its number in the journal. */
async function apply(
  tx: Tx,
  { current, now }: AdjustmentParts,
  member: { id: number; joinedAt: Date },
  change: Change,
  actor: string,
): Promise<number> {
  try {
    const { state } = await recordInput(tx, current, member, inputOf(change, now, actor));
    return state.journalSeq;
  } catch (error) {
    const isUnknown = error instanceof InputRefused && error.code === 'LEVEL_UNKNOWN';
    throw isUnknown ? new Refusal('LEVEL_UNKNOWN', error.message, ['level']) : error;
  }
}

function inputOf({ kind, delta, track, level, mode, until, reason }: Change, now: Date, actor: string): Input {
  const at = now.getTime();
  if (kind !== 'LEVEL') {
    return { kind: kind === 'POINTS' ? 'adjustPoints' : 'adjustGrowth', at, delta: delta ?? 0, reason, actor };
  }
  if (!track || !level || !mode || !until) throw new InvariantError('A level was set without saying which.');
  return { kind: 'setLevel', at, track, level, mode, until: until.getTime(), reason, actor };
}
