import type { PlanMove } from '../../engine/outcome';
import { multiply, rational, round } from '../../engine/rational';
import type { Database } from '../../platform/database/open-database';
import { insertRows, selectByKeys } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { instantText, toSafeInt } from '../../platform/database/values';
import { InvariantError } from '../../platform/errors';
import { decodeId } from '../../platform/ids';

/** How many parts of `cost_parts` a fen has. */
export const PARTS_OF_FEN = 10_000;

const columns = ['member_id', 'subscription_id', 'kind', 'benefit', 'quantity', 'cost_parts', 'since', 'at'];

/** Writes what plans gave and what of it was used, in the transaction that folded it. */
export async function appendPlanMoves(tx: Tx, moves: readonly { memberId: number; move: PlanMove }[]): Promise<void> {
  const rows = moves.map(({ memberId, move }) => {
    const { subscriptionId, kind, benefit = null, count, since, at } = move;
    const subscription = decodeId('PlanSubscription', subscriptionId);
    if (subscription === undefined) throw new InvariantError(`There is no subscription ${subscriptionId}.`);
    return [memberId, subscription, kind, benefit, count, partsOf(move), instantText(since), instantText(at)];
  });
  await insertRows(tx, 'plan_move', columns, rows);
}

const partsOf = ({ costFen }: PlanMove): number => round(multiply(costFen, rational(PARTS_OF_FEN)), 'halfUp');

/** A member's moves of plans as sums: what a second fold of the journal is held against. */
export interface PlanMoveSums {
  moves: number;
  quantity: number;
  costParts: number;
}

/** The sums of moves in memory. */
export function sumsOfMoves(moves: readonly PlanMove[]): PlanMoveSums {
  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
  return { moves: moves.length, quantity: sum(moves.map(({ count }) => count)), costParts: sum(moves.map(partsOf)) };
}

/** The sums of what is stored of members; one without moves is not in the map. */
export async function planMoveSums(
  database: Database,
  memberIds: readonly number[],
): Promise<Map<number, PlanMoveSums>> {
  const rows = await selectByKeys(
    database,
    `SELECT member_id, COUNT(*) AS moves, SUM(quantity) AS quantity, SUM(cost_parts) AS cost_parts
       FROM plan_move WHERE member_id IN (:keys) GROUP BY member_id`,
    memberIds,
  );
  return new Map(
    rows.map(({ member_id, moves, quantity, cost_parts }) => [
      toSafeInt(member_id),
      { moves: toSafeInt(moves), quantity: toSafeInt(quantity), costParts: toSafeInt(cost_parts) },
    ]),
  );
}
