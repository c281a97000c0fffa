import type { BillLine } from '../../connectors/payment/payment';
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
export async function lastBillDate(database: Database): Promise<string | undefined> {
  const [row]: RawRow[] = await database.reader.query('SELECT MAX(date) AS date FROM payment_bill');
  return row?.date ? String(row.date) : undefined;
}

/** When the first payment was asked for; undefined: none was. */
export async function oldestPayment(database: Database): Promise<Date | undefined> {
  const [row]: RawRow[] = await database.reader.query('SELECT MIN(created_at) AS created FROM payment');
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

/** What we have as paid, or paid back, in a time, and what has stood on no bill. */
export async function unbilledBetween(
  database: Database,
  { from, until }: { from: Date; until: Date },
): Promise<{ kind: 'payment' | 'refund'; number: string; amountFen: number }[]> {
  const rows: RawRow[] = await database.reader.query(
    `SELECT 'payment' AS kind, number, amount_fen FROM payment
      WHERE state = 'PAID' AND billed_on IS NULL AND paid_at >= ? AND paid_at < ?
     UNION ALL
     SELECT 'refund', number, amount_fen FROM payment_refund
      WHERE state = 'SUCCEEDED' AND billed_on IS NULL AND done_at >= ? AND done_at < ?`,
    [from, until, from, until].map((instant) => instantText(instant)),
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
  bill: { date: string; lines: readonly BillLine[]; differences: readonly BillDifference[]; checkedAt: Date },
): Promise<void> {
  const { date, lines, differences, checkedAt } = bill;
  if (await tx.findOneBy(BillRow, { date })) return;
  const sumOf = (kind: BillLine['kind']) =>
    lines.filter((line) => line.kind === kind).reduce((sum, { amountFen }) => sum + amountFen, 0);
  await insertRow(tx, BillRow, {
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
