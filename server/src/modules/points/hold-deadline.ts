import { z } from 'zod';
import { calendarOf } from '../../engine/draft';
import type { Program } from '../../engine/program';
import { Refusal } from '../../platform/errors';
import { isKeyText } from '../../platform/key-text';
import { parseInput } from '../../platform/parse-input';

const LONGEST = 'P30D';

const order = z.object({
  orderRef: z.string().refine((text) => isKeyText(text), 'Use 1 to 128 characters, with no white space at the ends.'),
  orderAmountFen: z.int().min(0, 'Give the amount in fen, 0 or more.'),
  points: z.int().min(1, 'Give 1 point or more.'),
});

/** The order of a hold, checked, with the instant at which the hold ends. Refuses INPUT_INVALID. */
export function heldOrder(
  program: Program,
  now: Date,
  input: { orderRef: string; orderAmountFen: number; points: number; expiresIn: string },
): { orderRef: string; orderAmountFen: number; points: number; deadline: Date } {
  const calendar = calendarOf(program.timeZone);
  const deadline = calendar.addTo(now.getTime(), input.expiresIn);
  if (deadline <= now.getTime() || deadline > calendar.addTo(now.getTime(), LONGEST)) {
    throw new Refusal('INPUT_INVALID', `Give a time from now, up to ${LONGEST}.`, ['expiresIn']);
  }
  return { ...parseInput(order, input), deadline: new Date(deadline) };
}

/** How many points a step on a hold is about. Refuses INPUT_INVALID. */
export function stepPoints(points: number): number {
  return parseInput(order.pick({ points: true }), { points }).points;
}
