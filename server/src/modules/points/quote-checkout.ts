import { z } from 'zod';
import { canonicalJson } from '../../engine/canonical';
import { type DeductionQuote, quoteDeduction } from '../../engine/deduction';
import { apply } from '../../engine/fold';
import { type EventInput, InputRefused } from '../../engine/input';
import { availablePoints } from '../../engine/points';
import { memberPriceOf } from '../../engine/savings';
import type { MemberState } from '../../engine/state';
import { Refusal } from '../../platform/errors';
import { isKeyText } from '../../platform/key-text';
import { parseInput } from '../../platform/parse-input';
import type { ProgramInForce } from '../programs';

/** What a checkout asks about, checked. */
export interface CheckoutOrder {
  amountFen: number;
  /** The part to which the price for members applies. */
  memberPriceOnFen?: number;
  type: string;
  data?: Record<string, unknown>;
}

/** What points can do for an order, and what the rest of it would earn. */
export interface Quote extends DeductionQuote {
  available: number;
  debt: number;
  memberDiscountFen: number;
  cashFen: number;
  earns: { points: number; growth: number };
}

const MAX_DATA = 8000;
// Ten thousand million yuan: what it earns at any rate is below 2^53.
const MAX_FEN = 1_000_000_000_000;
const AMOUNT = `Give the amount in fen, from 0 to ${MAX_FEN}.`;
const fen = z.int(AMOUNT).min(0, AMOUNT).max(MAX_FEN, AMOUNT);
const order = z.object({
  amountFen: fen,
  memberPriceOnFen: fen.nullish().transform((part) => part ?? undefined),
  type: z.string().refine((text) => isKeyText(text, 64), 'Use 1 to 64 characters, with no white space at the ends.'),
});

/** The order of a quote. Refuses INPUT_INVALID. */
export function quotedOrder(input: {
  amountFen: number;
  memberPriceOnFen?: number | null;
  type: string;
  data?: Record<string, unknown> | null;
}): CheckoutOrder {
  const checked = parseInput(order, input);
  if ((checked.memberPriceOnFen ?? 0) > checked.amountFen) {
    throw new Refusal('INPUT_INVALID', `Give at most ${checked.amountFen}, what the order costs.`, [
      'memberPriceOnFen',
    ]);
  }
  if (!input.data) return checked;
  return { ...checked, data: plainData(input.data) };
}

function plainData(given: Record<string, unknown>): Record<string, unknown> {
  try {
    // Through JSON: -0 and the like have no canonical form.
    const data = JSON.parse(JSON.stringify(given)) as Record<string, unknown>;
    if (canonicalJson(data).length <= MAX_DATA) return data;
  } catch {
    // Nested too deeply to be written down.
  }
  throw new Refusal('INPUT_INVALID', `Use at most ${MAX_DATA} characters of JSON.`, ['data']);
}

/**
 * What an order could use and earn now: the price for members, of what is left the most points, by the program's
 * deduction, and what the cash that is left would be granted by the rules, were it completed at this instant. Folded in memory; nothing is written. Refuses
 * INPUT_INVALID for a type of event that needs an original.
 */
export function quoteCheckout(current: ProgramInForce, state: MemberState, at: number, order: CheckoutOrder): Quote {
  const { amountFen, memberPriceOnFen = 0, type, data } = order;
  const available = availablePoints(state, at);
  const { program } = current;
  const { discountFen: memberDiscountFen } = memberPriceOf(program, state, memberPriceOnFen);
  const priceFen = amountFen - memberDiscountFen;
  const asked = { amountFen: priceFen, available, blocked: state.blocked };
  const deduction = quoteDeduction(program.points.deduction, asked);
  const cashFen = priceFen - deduction.deductFen;
  const event: EventInput = { kind: 'event', at, occurredAt: at, eventKey: 'quote', type, amountFen: cashFen, data };
  return {
    ...deduction,
    available,
    debt: state.debt,
    memberDiscountFen,
    cashFen,
    earns: earningsOf(current, state, event),
  };
}

function earningsOf({ timeline }: ProgramInForce, state: MemberState, event: EventInput): Quote['earns'] {
  try {
    const earned = apply(timeline, state, event).entries.filter(({ kind }) => kind === 'earn');
    const sum = (account: 'points' | 'growth') =>
      earned.reduce((total, entry) => total + (entry.account === account ? entry.delta : 0), 0);
    return { points: sum('points'), growth: sum('growth') };
  } catch (error) {
    if (error instanceof InputRefused) throw new Refusal('INPUT_INVALID', error.message, ['type']);
    throw error;
  }
}
