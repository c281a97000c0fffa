import { z } from 'zod';
import { calendarOf } from '../../engine/draft';
import type { Program } from '../../engine/program';
import { Refusal } from '../../platform/errors';
import { isKeyText } from '../../platform/key-text';
import { parseInput } from '../../platform/parse-input';
import type { CouponStep } from './change-coupon';

const LONGEST = 'P30D';
const MAX_FEN = 1_000_000_000_000;
const AMOUNT = `Give the amount in fen, from 0 to ${MAX_FEN}.`;
const fen = z.int(AMOUNT).min(0, AMOUNT).max(MAX_FEN, AMOUNT);
const KEY = 'Use 1 to 128 characters, with no white space at the ends.';
const keyText = z.string().refine((text) => isKeyText(text), KEY);

const order = z.object({
  orderRef: keyText,
  orderAmountFen: fen,
  categories: z.array(keyText).max(100, 'Name at most 100 categories.').nullish(),
  type: keyText.nullish(),
  termDays: z.int('Give whole days.').min(0, 'Give 0 days or more.').nullish(),
});

/** The lock of a coupon for an order, checked. Refuses INPUT_INVALID. */
export function lockFor(program: Program, now: Date, input: { expiresIn: string }): CouponStep {
  const calendar = calendarOf(program.timeZone);
  const deadline = calendar.addTo(now.getTime(), input.expiresIn);
  if (deadline <= now.getTime() || deadline > calendar.addTo(now.getTime(), LONGEST)) {
    throw new Refusal('INPUT_INVALID', `Give a time from now, up to ${LONGEST}.`, ['expiresIn']);
  }
  const { categories, type, termDays, ...rest } = parseInput(order, input);
  const details = { categories: categories ?? undefined, type: type ?? undefined, termDays: termDays ?? undefined };
  return { kind: 'lockCoupon', ...rest, ...details, deadline };
}

/** What a coupon took off, when the partner tells it. Refuses INPUT_INVALID. */
export function redeemedFen(discountFen: number | null | undefined): number | undefined {
  return parseInput(z.object({ discountFen: fen.nullish() }), { discountFen }).discountFen ?? undefined;
}

const MANY = 'Give 1 to 100.';
const grant = z.object({
  count: z.int(MANY).min(1, MANY).max(100, MANY),
  reason: z.string().trim().min(1, 'Write the reason.').max(200, 'Write at most 200 characters.'),
});

/** How many coupons staff give, and why. Refuses INPUT_INVALID. */
export function staffGrant(input: { count: number; reason: string }): { count: number; reason: string } {
  return parseInput(grant, input);
}
