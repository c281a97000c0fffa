import type { Database } from '../../platform/database/open-database';
import { selectByKeys } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { toSafeInt } from '../../platform/database/values';

const isSqlite = (tx: Tx) => tx.connection.options.type === 'better-sqlite3';

/** Counts coupons that were promised, one for each template named: the stock does not stand against them. */
export async function countPromised(tx: Tx, templates: readonly string[]): Promise<void> {
  if (templates.length === 0) return;
  const counts = new Map<string, number>();
  for (const code of templates) counts.set(code, (counts.get(code) ?? 0) + 1);
  // In one order for everybody: these rows are shared.
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  const clause = isSqlite(tx)
    ? 'ON CONFLICT (code) DO UPDATE SET granted = coupon_stock.granted + excluded.granted'
    : 'ON DUPLICATE KEY UPDATE granted = granted + VALUES(granted)';
  const marks = rows.map(() => '(?, ?)').join(', ');
  await tx.query(`INSERT INTO coupon_stock (code, granted) VALUES ${marks} ${clause}`, rows.flat());
}

/**
 * Takes one coupon out of the stock for a claim, when fewer than `stock` were given; false: none is left, and nothing has
 * changed. The last statement of its transaction, under the lock of the member.
 */
export async function takeFromStock(tx: Tx, code: string, stock: number | undefined): Promise<boolean> {
  if (stock === undefined) {
    await countPromised(tx, [code]);
    return true;
  }
  // On conflict the row is locked for the update, not shared: two who shared it would wait for each other.
  const clause = isSqlite(tx) ? 'ON CONFLICT (code) DO NOTHING' : 'ON DUPLICATE KEY UPDATE granted = granted';
  await tx.query(`INSERT INTO coupon_stock (code, granted) VALUES (?, 0) ${clause}`, [code]);
  const update = 'UPDATE coupon_stock SET granted = granted + 1 WHERE code = ? AND granted < ?';
  const result = (await tx.queryRunner?.query(update, [code, stock], true)) as { affected?: number } | undefined;
  return result?.affected === 1;
}

/** How many of each template were given; one that never was is not in the map. */
export async function grantedOfCoupons(source: Database | Tx, codes: readonly string[]): Promise<Map<string, number>> {
  const rows = await selectByKeys(source, 'SELECT code, granted FROM coupon_stock WHERE code IN (:keys)', codes);
  return new Map(rows.map((row) => [String(row.code), toSafeInt(row.granted)]));
}
