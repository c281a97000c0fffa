import type { Database } from '../../platform/database/open-database';
import { insertRow, type RawRow } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { instantText, toSafeInt } from '../../platform/database/values';
import { InvariantError } from '../../platform/errors';
import { NoticeRow, type PaymentPurpose, PaymentRow, RefundRow } from './payments.entities';

/** Adds a payment and returns it. A taken number violates the unique index. */
export async function insertPayment(tx: Tx, payment: Omit<PaymentRow, 'id'>): Promise<PaymentRow> {
  const id = await insertRow(tx, PaymentRow, payment);
  return { ...payment, id };
}

/** A payment by its number, as it stands; null: there is none. */
export async function paymentByNumber(database: Database, number: string): Promise<PaymentRow | null> {
  return database.reader.getRepository(PaymentRow).findOneBy({ number });
}

/** A payment by its row, as it stands; null: there is none. */
export async function paymentById(database: Database, id: number): Promise<PaymentRow | null> {
  return database.reader.getRepository(PaymentRow).findOneBy({ id });
}

/** A payment by its row, read under the lock of its member. Throws InvariantError when there is none. */
export async function rereadPayment(tx: Tx, id: number): Promise<PaymentRow> {
  const row = await tx.findOneBy(PaymentRow, { id });
  if (!row) throw new InvariantError(`There is no payment ${id}.`);
  return row;
}

/** Payments for these subjects of a purpose, the latest last. */
export async function paymentsOf(
  source: Database | Tx,
  purpose: PaymentPurpose,
  subjects: readonly string[],
): Promise<PaymentRow[]> {
  if (subjects.length === 0) return [];
  const manager = 'reader' in source ? source.reader : source;
  return manager
    .getRepository(PaymentRow)
    .createQueryBuilder('p')
    .where('p.purpose = :purpose AND p.subject IN (:...subjects)', { purpose, subjects })
    .orderBy('p.id')
    .getMany();
}

/** A page of a member's payments of a purpose, latest first, one more than asked. */
export async function listPayments(
  database: Database,
  memberId: number,
  purpose: PaymentPurpose,
  page: { first: number; afterKey: number | undefined },
): Promise<PaymentRow[]> {
  const after = page.afterKey ?? Number.MAX_SAFE_INTEGER;
  return database.reader
    .getRepository(PaymentRow)
    .createQueryBuilder('p')
    .where('p.member_id = :memberId AND p.purpose = :purpose AND p.id < :after', { memberId, purpose, after })
    .orderBy('p.id', 'DESC')
    .take(page.first + 1)
    .getMany();
}

/** Changes a payment of a locked member. */
export async function savePayment(tx: Tx, id: number, change: Partial<Omit<PaymentRow, 'id'>>): Promise<void> {
  await tx.update(PaymentRow, { id }, change);
}

/** Lets the payments of a merged member be the survivor's, both locked. */
export async function movePayments(tx: Tx, absorbedId: number, survivorId: number): Promise<void> {
  await tx.update(PaymentRow, { memberId: absorbedId }, { memberId: survivorId });
}

/** Adds a refund of a locked member's payment and returns it. */
export async function insertRefund(tx: Tx, refund: Omit<RefundRow, 'id'>): Promise<RefundRow> {
  const id = await insertRow(tx, RefundRow, refund);
  return { ...refund, id };
}

/** The refunds of payments by row id of the payment, the earliest first. */
export async function refundsOfPayments(
  database: Database,
  paymentIds: readonly number[],
): Promise<Map<number, RefundRow[]>> {
  const rows = await database.reader
    .getRepository(RefundRow)
    .createQueryBuilder('r')
    .where('r.payment_id IN (:...paymentIds)', { paymentIds })
    .orderBy('r.id')
    .getMany();
  const refunds = new Map<number, RefundRow[]>();
  for (const row of rows) refunds.set(row.paymentId, [...(refunds.get(row.paymentId) ?? []), row]);
  return refunds;
}

/** A refund by its number; null: there is none. */
export async function refundByNumber(database: Database, number: string): Promise<RefundRow | null> {
  return database.reader.getRepository(RefundRow).findOneBy({ number });
}

/** A refund, read under the lock of its payment's member. Throws InvariantError when there is none. */
export async function rereadRefund(tx: Tx, id: number): Promise<RefundRow> {
  const row = await tx.findOneBy(RefundRow, { id });
  if (!row) throw new InvariantError(`There is no refund ${id}.`);
  return row;
}

/** Changes a refund of a locked member's payment. */
export async function saveRefund(tx: Tx, id: number, change: Partial<Omit<RefundRow, 'id'>>): Promise<void> {
  await tx.update(RefundRow, { id }, change);
}

/** Notes a notification that was believed; told again, it is noted already. The caller has locked the member. */
export async function noteNotice(
  tx: Tx,
  { noticeId: providerId, number, receivedAt }: { noticeId: string; number: string; receivedAt: Date },
): Promise<void> {
  if (await tx.findOneBy(NoticeRow, { providerId })) return;
  await insertRow(tx, NoticeRow, { providerId, number, receivedAt });
}

/** How many payments and refunds are to be looked at, now or later. */
export async function countWaitingPayments(database: Database): Promise<{ payments: number; refunds: number }> {
  const count = async (table: 'payment' | 'payment_refund') => {
    const rows: RawRow[] = await database.reader.query(`SELECT COUNT(*) AS n FROM ${table} WHERE check_at IS NOT NULL`);
    return toSafeInt(rows[0]?.n);
  };
  return { payments: await count('payment'), refunds: await count('payment_refund') };
}

/** The numbers of what is to be looked at by `now`, the longest overdue first. */
export async function dueNumbers(
  database: Database,
  table: 'payment' | 'payment_refund',
  now: Date,
  limit: number,
): Promise<string[]> {
  const rows: RawRow[] = await database.reader.query(
    `SELECT number FROM ${table} WHERE check_at <= ? ORDER BY check_at, id LIMIT ?`,
    [instantText(now), limit],
  );
  return rows.map(({ number }) => String(number));
}
