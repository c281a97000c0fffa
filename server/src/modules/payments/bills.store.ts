import type { BillLine, PaymentAdapter } from '../../connectors/payment/payment';
import type { Database } from '../../platform/database/open-database';
import { insertRow, type RawRow, selectByKeys } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { instantText, toDateOrNull, toSafeInt } from '../../platform/database/values';
import { BillRow } from './payments.entities';

/** Something on which the bill and we differ; null: it is not there at all. */
export interface BillDifference {
  kind: 'payment' | 'refund';
  number: string;
  oursFen: number | null;
  theirsFen: number | null;
}

const KEYS_AT_ONCE = 500;

/** The last day whose bill was held against ours; undefined: none was. */
export async function lastBillDate(database: Database, adapter: PaymentAdapter): Promise<string | undefined> {
  const text = 'SELECT MAX(date) AS date FROM payment_bill WHERE adapter = ?';
  const [row]: RawRow[] = await database.reader.query(text, [adapter]);
  return row?.date ? String(row.date) : undefined;
}

/** When the first payment of these adapters was asked for; undefined: none was. */
export async function oldestPayment(
  database: Database,
  adapters: readonly PaymentAdapter[],
): Promise<Date | undefined> {
  const text = `SELECT MIN(created_at) AS created FROM payment WHERE adapter IN (${marksOf(adapters)})`;
  const [row]: RawRow[] = await database.reader.query(text, [...adapters]);
  return toDateOrNull(row?.created) ?? undefined;
}

/** What we have of the lines of a bill: the amounts of payments that were made and refunds that were asked for. */
export async function billed(database: Database, lines: readonly BillLine[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (let start = 0; start < lines.length; start += KEYS_AT_ONCE) {
    const part = lines.slice(start, start + KEYS_AT_ONCE);
    for (const [kind, text] of [
      ['payment', "SELECT number, amount_fen FROM payment WHERE state = 'PAID' AND number IN (:keys)"],
      ['refund', "SELECT number, amount_fen FROM payment_refund WHERE state <> 'CLOSED' AND number IN (:keys)"],
    ] as const) {
      const numbers = part.filter((line) => line.kind === kind).map(({ number }) => number);
      for (const row of await selectByKeys(database, text, numbers)) {
        found.set(String(row.number), toSafeInt(row.amount_fen));
      }
    }
  }
  return found;
}

const marksOf = (values: readonly unknown[]) => values.map(() => '?').join(', ');

/** What we have as paid, or paid back, by these adapters in a time, and what has stood on no bill. */
export async function unbilledBetween(
  database: Database,
  adapters: readonly PaymentAdapter[],
  { from, until }: { from: Date; until: Date },
): Promise<{ kind: 'payment' | 'refund'; number: string; amountFen: number }[]> {
  const rows: RawRow[] = await database.reader.query(
    `SELECT 'payment' AS kind, number, amount_fen FROM payment
      WHERE state = 'PAID' AND billed_on IS NULL AND paid_at >= ? AND paid_at < ? AND adapter IN (${marksOf(adapters)})
     UNION ALL
     SELECT 'refund', r.number, r.amount_fen FROM payment_refund r JOIN payment p ON p.id = r.payment_id
      WHERE r.state = 'SUCCEEDED' AND r.billed_on IS NULL AND r.done_at >= ? AND r.done_at < ?
        AND p.adapter IN (${marksOf(adapters)})`,
    [1, 2].flatMap(() => [instantText(from), instantText(until), ...adapters]),
  );
  return rows.map(({ kind, number, amount_fen }) => ({
    kind: kind as 'payment' | 'refund',
    number: String(number),
    amountFen: toSafeInt(amount_fen),
  }));
}

/** Notes the bill of a day, and on which bill each of its lines stood; a day that is there stays as it is. */
export async function recordBill(
  tx: Tx,
  bill: {
    adapter: PaymentAdapter;
    date: string;
    lines: readonly BillLine[];
    differences: readonly BillDifference[];
    checkedAt: Date;
  },
): Promise<void> {
  const { adapter, date, lines, differences, checkedAt } = bill;
  if (await tx.findOneBy(BillRow, { adapter, date })) return;
  const sumOf = (kind: BillLine['kind']) =>
    lines.filter((line) => line.kind === kind).reduce((sum, { amountFen }) => sum + amountFen, 0);
  await insertRow(tx, BillRow, {
    adapter,
    date,
    paidFen: sumOf('payment'),
    refundedFen: sumOf('refund'),
    lines: lines.length,
    differences: JSON.stringify(differences),
    checkedAt,
  });
  for (const [kind, table] of [
    ['payment', 'payment'],
    ['refund', 'payment_refund'],
  ] as const) {
    const numbers = lines.filter((line) => line.kind === kind).map(({ number }) => number);
    for (let start = 0; start < numbers.length; start += KEYS_AT_ONCE) {
      const part = numbers.slice(start, start + KEYS_AT_ONCE);
      const marks = part.map(() => '?').join(', ');
      await tx.query(`UPDATE ${table} SET billed_on = ? WHERE number IN (${marks})`, [date, ...part]);
    }
  }
}

/** A page of the bills, latest first, one more than asked so that the caller sees whether there is a next page. */
export async function listBills(
  database: Database,
  page: { first: number; afterKey: number | undefined },
): Promise<BillRow[]> {
  return database.reader
    .getRepository(BillRow)
    .createQueryBuilder('b')
    .where('b.id < :after', { after: page.afterKey ?? Number.MAX_SAFE_INTEGER })
    .orderBy('b.id', 'DESC')
    .take(page.first + 1)
    .getMany();
}
