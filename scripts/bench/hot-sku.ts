import { addCatalogue, type CatalogueToAdd } from '../../server/src/modules/mall';
import { lockMembers } from '../../server/src/modules/members';
import type { ProgramCatalogue } from '../../server/src/modules/programs';
import { systemClock } from '../../server/src/platform/clock';
import type { Database } from '../../server/src/platform/database/open-database';
import type { RawRow } from '../../server/src/platform/database/query';
import { inTransaction } from '../../server/src/platform/database/unit-of-work';
import { toSafeInt } from '../../server/src/platform/database/values';
import { encodeId } from '../../server/src/platform/ids';
import { foldOne } from './journal-calls';

const BARE_TABLE = 'bench_hot_row';

/** One SKU that everybody wants, and a bare row to compare it with; members of a partner get points to pay with. */
export async function shelveHotSku(
  database: Database,
  programs: ProgramCatalogue,
  { partnerId, members, stock, points }: { partnerId: number; members: number; stock: number; points: number },
): Promise<{ skuId: string }> {
  const current = await programs.current();
  const now = systemClock.businessNow();
  const text = { zh: '热门商品', en: 'Hot' };
  const sku = { code: 'hot', attributes: [], marketPriceFen: 100, pointsPrice: 1 };
  const product = {
    code: 'hot',
    kind: 'PHYSICAL' as const,
    name: text,
    description: text,
    skus: [sku],
    fulfilment: { by: 'courier' },
  };
  const catalogue: CatalogueToAdd = { categories: [], products: [product], stock: { hot: stock } };
  await inTransaction(database, (tx) => addCatalogue(tx, { actor: 'bench', now, program: current.program }, catalogue));
  const rows: RawRow[] = await database.reader.query(
    'SELECT member_id FROM identity WHERE provider = ? ORDER BY member_id LIMIT ?',
    [`partner:${partnerId}`, members],
  );
  for (const memberId of rows.map(({ member_id }) => toSafeInt(member_id))) {
    await inTransaction(database, async (tx) => {
      const joinedAt = new Date((await lockMembers(tx, [memberId])).get(memberId) ?? 0);
      const given = {
        kind: 'adjustPoints' as const,
        at: now.getTime(),
        delta: points,
        reason: 'bench',
        actor: 'bench',
      };
      await foldOne(tx, current, { id: memberId, joinedAt }, given);
    });
  }
  await inTransaction(database, async (tx) => {
    await tx.query(`CREATE TABLE ${BARE_TABLE} (id INTEGER PRIMARY KEY, available BIGINT NOT NULL)`);
    await tx.query(`INSERT INTO ${BARE_TABLE} (id, available) VALUES (1, ?)`, [Number.MAX_SAFE_INTEGER]);
  });
  const [hot]: RawRow[] = await database.reader.query("SELECT id FROM mall_sku WHERE code = 'hot'");
  return { skuId: encodeId('MallSku', toSafeInt(hot?.id)) };
}

/** So many clients take one from a row, each after the other, and nothing else: the most that a hot row can give. */
export async function updateBareRow(
  database: Database,
  { clients, count }: { clients: number; count: number },
): Promise<number> {
  let left = count;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (left-- > 0)
        await database.writer.query(
          `UPDATE ${BARE_TABLE} SET available = available - 1 WHERE id = 1 AND available >= 1`,
        );
    }),
  );
  return (performance.now() - startedAt) / 1000;
}

/** What became of the hot SKU, and what its ledger and its orders say of it: all of them must agree. */
export async function hotSku(
  database: Database,
): Promise<{ available: number; sold: number; entries: number; orders: number }> {
  const [row]: RawRow[] = await database.reader.query(
    `SELECT s.available, s.sold,
        (SELECT SUM(e.sold) FROM stock_entry e WHERE e.sku_id = s.id) AS entries,
        (SELECT SUM(o.quantity) FROM mall_order o WHERE o.sku_id = s.id) AS orders
       FROM mall_sku s WHERE s.code = 'hot'`,
  );
  const count = (name: string) => toSafeInt(row?.[name] ?? 0);
  return { available: count('available'), sold: count('sold'), entries: count('entries'), orders: count('orders') };
}
