import type { MigrationInterface, QueryRunner } from 'typeorm';

const PAGE = 500;
const NO_COUPONS = { couponSeq: 0, coupons: {}, couponClaims: {}, entitlements: {}, gifts: {}, celebrated: {} };

interface Coupon {
  id: string;
  state: string;
  discountFen?: number;
}

interface Spend {
  id: string;
  amountFen: number;
  returnedFen: number;
}

interface State {
  mergedInto?: number;
  coupons?: Record<string, Coupon>;
  wallet?: { spends: Record<string, Spend> };
}

/** What is finished of a member, by its name. */
type Finished = Map<string, unknown>;

/**
 * States say what was used and spent in all, so that it need not be added up from what is finished; states from before
 * there were coupons say that there are none. All of it follows from the tables: it can be done again.
 */
export class CompleteMemberStates1764016000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (let after = 0; ; ) {
      const rows: { member_id: number | string; state: string }[] = await runner.query(
        'SELECT member_id, state FROM member_state WHERE member_id > ? ORDER BY member_id LIMIT ?',
        [after, PAGE],
      );
      if (rows.length === 0) return;
      const ids = rows.map((row) => Number(row.member_id));
      const finished = await finishedOf(runner, ids);
      const rewards = await rewardsOf(runner, ids);
      for (const { member_id, state } of rows) {
        const id = Number(member_id);
        const whole = canonical(completed(JSON.parse(state), finished.get(id) ?? new Map(), rewards.get(id) ?? 0));
        if (whole === state) continue;
        await runner.query('UPDATE member_state SET state = ? WHERE member_id = ?', [whole, id]);
      }
      after = ids.at(-1) ?? after;
    }
  }

  /** What was added is true without it, too. */
  async down(): Promise<void> {}
}

async function finishedOf(runner: QueryRunner, ids: readonly number[]): Promise<Map<number, Finished>> {
  const rows: { member_id: number | string; item: string; value: string }[] = await runner.query(
    `SELECT member_id, item, value FROM member_archive WHERE member_id IN (${ids.map(() => '?').join(', ')})
     AND (item LIKE 'coupon:%' OR item LIKE 'walletSpend:%')`,
    [...ids],
  );
  const found = new Map(ids.map((id): [number, Finished] => [id, new Map()]));
  for (const { member_id, item, value } of rows) found.get(Number(member_id))?.set(item, JSON.parse(value));
  return found;
}

/** Lines that a reward made are those whose trace has a source; within texts, quotation marks are escaped. */
async function rewardsOf(runner: QueryRunner, ids: readonly number[]): Promise<Map<number, number>> {
  const rows: { member_id: number | string; total: number | string }[] = await runner.query(
    `SELECT member_id, SUM(delta) AS total FROM ledger_entry WHERE member_id IN (${ids.map(() => '?').join(', ')})
     AND account = 'points' AND kind IN ('earn', 'reverse') AND trace LIKE '%"source":%' GROUP BY member_id`,
    [...ids],
  );
  return new Map(rows.map(({ member_id, total }) => [Number(member_id), Number(total)]));
}

/** What a merged member had is with another now. What came back to the state is finished no more. */
function completed(stored: State, finished: Finished, rewardPoints: number): object {
  const state = { ...NO_COUPONS, ...stored };
  const gone = state.mergedInto !== undefined;
  const ofKind = <T extends { id: string }>(kind: string, open: Record<string, T> = {}): T[] => {
    const all = new Map(Object.values(open).map((item): [string, T] => [`${kind}:${item.id}`, item]));
    for (const [key, item] of finished) if (key.startsWith(`${kind}:`) && !all.has(key)) all.set(key, item as T);
    return gone ? [] : [...all.values()];
  };
  const coupons = ofKind<Coupon>('coupon', state.coupons);
  const redeemed = coupons.filter((coupon) => coupon.state === 'redeemed');
  const couponTotals = {
    redeemed: redeemed.length,
    expired: coupons.filter((coupon) => coupon.state === 'expired').length,
    savedFen: redeemed.reduce((sum, { discountFen = 0 }) => sum + discountFen, 0),
  };
  if (!state.wallet) return { ...state, rewardPoints, couponTotals };
  const spends = ofKind<Spend>('walletSpend', state.wallet.spends);
  const spentFen = spends.reduce((sum, { amountFen, returnedFen }) => sum + amountFen - returnedFen, 0);
  return { ...state, rewardPoints, couponTotals, wallet: { ...state.wallet, spentFen } };
}

/** The canonical form of the engine, which later versions may change: keys by their code units, no spaces. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}
