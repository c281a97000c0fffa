import type { Instant } from './calendar';
import type { Draft } from './draft';
import { type Input, InputRefused } from './input';
import { availablePoints, giveBack, takeForHold } from './points';
import type { Hold } from './state';

type Of<K extends Input['kind']> = Extract<Input, { kind: K }>;

/** Sets points aside for an order. Refuses: MEMBER_BLOCKED, INSUFFICIENT_POINTS, HOLD_STATE_CONFLICT, HOLD_EXPIRED. */
export function placeHold(draft: Draft, input: Of<'hold'>): void {
  const { state } = draft;
  if (state.blocked) throw new InputRefused('MEMBER_BLOCKED', 'The member is blocked: nothing can be spent.');
  if (state.holds[input.holdId]) throw new InputRefused('HOLD_STATE_CONFLICT', 'There is a hold with this id already.');
  if (input.deadline <= input.at) throw new InputRefused('HOLD_EXPIRED', 'The deadline of the hold is past.');
  const available = availablePoints(state, input.at);
  if (available < input.points) {
    throw new InputRefused('INSUFFICIENT_POINTS', `${input.points} points were asked for, ${available} are available.`);
  }
  const edges = takeForHold(state, input.points, input.at).map((edge) => ({ ...edge, captured: 0 }));
  const { holdId: id, orderRef, orderAmountFen, deadline } = input;
  state.holds[id] = { id, state: 'held', orderRef, orderAmountFen, deadline, edges };
}

/** Spends a hold, or a part of it and releases the rest. Refuses: HOLD_NOT_FOUND, HOLD_EXPIRED, HOLD_STATE_CONFLICT, HOLD_EXCEEDED. */
export function captureHold(draft: Draft, input: Of<'capture'>): void {
  const hold = openHold(draft, input.holdId);
  if (input.points > heldPoints(hold)) {
    throw new InputRefused('HOLD_EXCEEDED', `The hold is of ${heldPoints(hold)} points: capture no more.`);
  }
  hold.state = 'captured';
  const { at, holdId } = input;
  const trace = { reason: hold.orderRef };
  draft.post({ account: 'points', kind: 'spend', delta: -input.points, effectiveAt: at, holdId, trace });
  let rest = input.points;
  for (const edge of hold.edges) {
    edge.captured = Math.min(rest, edge.held);
    rest -= edge.captured;
    const released = edge.held - edge.captured;
    edge.held = 0;
    giveBack(draft, edge.lotId, released, { at, holdId, trace });
  }
}

/** Lets a hold go. Refuses: HOLD_NOT_FOUND, HOLD_EXPIRED, HOLD_STATE_CONFLICT. */
export function releaseHold(draft: Draft, input: Of<'release'>): void {
  letGo(draft, openHold(draft, input.holdId), 'released', input.at);
}

/** A hold whose deadline has passed. */
export function expireHold(draft: Draft, hold: Hold): void {
  const { id: holdId, orderRef, deadline: at } = hold;
  const points = heldPoints(hold);
  letGo(draft, hold, 'expired', at);
  draft.effects.push({ kind: 'holdExpired', holdId, orderRef, points, at });
}

/** A part of what a captured hold spent comes back, the last taken first. Refuses: HOLD_NOT_FOUND, HOLD_STATE_CONFLICT, HOLD_EXCEEDED. */
export function returnRedemption(draft: Draft, input: Of<'return'>): void {
  const hold = draft.state.holds[input.holdId];
  if (!hold) throw notFound();
  if (hold.state !== 'captured') throw new InputRefused('HOLD_STATE_CONFLICT', 'Only a captured hold can be returned.');
  const captured = hold.edges.reduce((sum, edge) => sum + edge.captured, 0);
  if (input.points > captured) throw new InputRefused('HOLD_EXCEEDED', `Only ${captured} points can be returned.`);
  const { at, holdId } = input;
  const trace = { reason: hold.orderRef };
  draft.post({ account: 'points', kind: 'return', delta: input.points, effectiveAt: at, holdId, trace });
  let rest = input.points;
  for (const edge of [...hold.edges].reverse()) {
    const back = Math.min(rest, edge.captured);
    edge.captured -= back;
    rest -= back;
    giveBack(draft, edge.lotId, back, { at, holdId, trace });
  }
}

function letGo(draft: Draft, hold: Hold, state: 'released' | 'expired', at: Instant): void {
  hold.state = state;
  for (const edge of hold.edges) {
    const { held } = edge;
    edge.held = 0;
    giveBack(draft, edge.lotId, held, { at, holdId: hold.id, trace: { reason: hold.orderRef } });
  }
}

/** What a hold still sets aside. */
export function heldPoints(hold: Hold): number {
  return hold.edges.reduce((sum, edge) => sum + edge.held, 0);
}

function openHold(draft: Draft, id: string): Hold {
  const hold = draft.state.holds[id];
  if (!hold) throw notFound();
  if (hold.state === 'expired') throw new InputRefused('HOLD_EXPIRED', 'The deadline of the hold has passed.');
  if (hold.state !== 'held') throw new InputRefused('HOLD_STATE_CONFLICT', `The hold is ${hold.state} already.`);
  return hold;
}

function notFound(): InputRefused {
  return new InputRefused('HOLD_NOT_FOUND', 'There is no such hold.');
}
