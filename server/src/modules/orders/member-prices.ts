import { memberDiscountOf, memberPriceOf } from '../../engine/savings';
import type { MemberState } from '../../engine/state';
import type { ProgramInForce } from '../programs';

/** A price as a member's own plan makes it, in fen; null: it takes nothing off. Time has passed for the state. */
export function ownPrice({ program }: ProgramInForce, state: MemberState, cashFen: number): number | null {
  const { priceFen } = memberPriceOf(program, state, cashFen);
  return priceFen < cashFen ? priceFen : null;
}

/** A price as the plan on sale that takes most off makes it, in fen; null: none takes anything off. */
export function bestPlanPrice({ program }: ProgramInForce, cashFen: number): number | null {
  const off = program.plans.filter(({ retired }) => !retired).map((plan) => memberDiscountOf(plan, cashFen));
  const most = Math.max(0, ...off);
  return most > 0 ? cashFen - most : null;
}
