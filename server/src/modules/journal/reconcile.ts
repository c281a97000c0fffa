import type { MemberState } from '../../engine/state';
import { walletBalance } from '../../engine/wallet';
import type { Database } from '../../platform/database/open-database';
import { type LedgerSums, ledgerSums, membersWithState, savingsByMember, statesByMember } from './journal.store';

const CHUNK = 500;

/** An account whose figures do not agree. */
export interface Difference {
  memberId: number;
  message: string;
}

/**
 * Checks the ledger equations of every member: points `Σ entries = Σ lots.remaining + Σ held − debt`, with a debt no lot
 * has anything left, growth `= Σ entries`, principal and gift `= Σ entries = Σ left in the recharges`, savings `= Σ entries`
 * and those of the plan `= Σ its entries`, and no amount is negative. Yields every difference; `progress` hears how many
 * members were checked.
 */
export async function* reconcile(
  database: Database,
  progress: (members: number) => void = () => undefined,
): AsyncGenerator<Difference> {
  let checked = 0;
  for (let ids = await membersWithState(database, 0, CHUNK); ids.length > 0; ) {
    const [states, sums, savings] = await Promise.all([
      statesByMember(database, ids),
      ledgerSums(database, ids),
      savingsByMember(database, ids),
    ]);
    for (const memberId of ids) {
      const stored = states.get(memberId);
      const ledger = sums.get(memberId) ?? { points: 0, growth: 0, principal: 0, gift: 0, saving: 0, entries: 0 };
      if (!stored) continue;
      for (const message of differences(stored.state, ledger)) yield { memberId, message };
      const ofPlan = planDifference(stored.state, savings.get(memberId) ?? new Map());
      if (ofPlan !== undefined) yield { memberId, message: ofPlan };
    }
    checked += ids.length;
    progress(checked);
    ids = await membersWithState(database, ids.at(-1) ?? 0, CHUNK);
  }
}

/** What does not agree between a member's state and the sums of the ledger. */
export function differences(state: MemberState, ledger: LedgerSums): string[] {
  const lots = Object.values(state.lots);
  const edges = Object.values(state.holds).flatMap((hold) => hold.edges);
  const remaining = lots.reduce((sum, lot) => sum + lot.remaining, 0);
  const held = edges.reduce((sum, edge) => sum + edge.held, 0);
  const amounts = [
    ...lots.flatMap((lot) => [lot.remaining, lot.expired]),
    ...edges.flatMap((edge) => [edge.held, edge.captured]),
    state.debt,
    ...Object.values(state.wallet?.recharges ?? {}).flatMap(({ principalLeft, giftLeft }) => [principalLeft, giftLeft]),
  ];
  const { principal, gift } = walletBalance(state);
  const checks: [boolean, string][] = [
    [
      ledger.points === remaining + held - state.debt,
      `points: the entries sum to ${ledger.points}, the lots hold ${remaining} + ${held} held − ${state.debt} owed`,
    ],
    [ledger.growth === state.growth, `growth: the entries sum to ${ledger.growth}, the account holds ${state.growth}`],
    [
      ledger.principal === principal,
      `principal: the entries sum to ${ledger.principal}, the recharges hold ${principal}`,
    ],
    [ledger.gift === gift, `gift: the entries sum to ${ledger.gift}, the recharges hold ${gift}`],
    [
      ledger.saving === (state.savedFen ?? 0),
      `saving: the entries sum to ${ledger.saving}, the account holds ${state.savedFen ?? 0}`,
    ],
    [ledger.entries === state.entrySeq, `entries: there are ${ledger.entries}, ${state.entrySeq} were numbered`],
    [state.debt === 0 || remaining === 0, `debt: ${state.debt} are owed while ${remaining} are left in lots`],
    [amounts.every((amount) => amount >= 0), 'a lot, a hold, the debt or a recharge is negative'],
  ];
  return checks.filter(([holds]) => !holds).map(([, message]) => message);
}

/** What does not agree between what a member's plan says it saved, and its lines, by subscription. */
export function planDifference({ plan }: MemberState, savings: ReadonlyMap<string, number>): string | undefined {
  if (!plan) return undefined;
  const inLines = savings.get(plan.subscriptionId) ?? 0;
  if (inLines === plan.savedFen) return undefined;
  return `plan: its entries sum to ${inLines}, the subscription holds ${plan.savedFen}`;
}
