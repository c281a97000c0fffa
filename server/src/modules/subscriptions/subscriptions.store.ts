import { IsNull } from 'typeorm';
import type { Database } from '../../platform/database/open-database';
import { insertRow, type RawRow } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { instantText, toSafeInt } from '../../platform/database/values';
import { InvariantError } from '../../platform/errors';
import {
  ChargeRow,
  ContractRow,
  PlanCodeRow,
  PlanComplaintRow,
  RefundRequestRow,
  RenewalNoticeRow,
  SubscriptionChangeRow,
  SubscriptionPeriodRow,
  SubscriptionRow,
} from './subscriptions.entities';

type Change<T> = Partial<Omit<T, 'id'>>;

const managerOf = (source: Database | Tx) => ('reader' in source ? source.reader.manager : source);

/** Groups rows by a number of theirs, in their order. */
function grouped<T>(rows: readonly T[], keyOf: (row: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

/** Adds a subscription of a locked member; a second one that is open violates the unique index. */
export async function insertSubscription(tx: Tx, row: Omit<SubscriptionRow, 'id'>): Promise<SubscriptionRow> {
  const id = await insertRow(tx, SubscriptionRow, row);
  return { ...row, id };
}

/** A subscription, read under the lock of its member. Throws InvariantError when there is none. */
export async function rereadSubscription(tx: Tx, id: number): Promise<SubscriptionRow> {
  const row = await tx.findOneBy(SubscriptionRow, { id });
  if (!row) throw new InvariantError(`There is no subscription ${id}.`);
  return row;
}

/** Changes a subscription of a locked member. */
export async function saveSubscription(tx: Tx, id: number, change: Change<SubscriptionRow>): Promise<void> {
  await tx.update(SubscriptionRow, { id }, change);
}

/** The subscription of a member that waits or runs; null: there is none. */
export async function openSubscription(source: Database | Tx, memberId: number): Promise<SubscriptionRow | null> {
  return managerOf(source).findOneBy(SubscriptionRow, { openFor: memberId });
}

/** Subscriptions by row id. */
export async function subscriptionsById(
  database: Database,
  ids: readonly number[],
): Promise<Map<number, SubscriptionRow>> {
  const rows = await database.reader
    .getRepository(SubscriptionRow)
    .createQueryBuilder('s')
    .where('s.id IN (:...ids)', { ids })
    .getMany();
  return new Map(rows.map((row) => [row.id, row]));
}

/** The subscriptions of members that ever waited or ran, by member, earliest first. */
export async function subscriptionsByMember(
  database: Database,
  memberIds: readonly number[],
): Promise<Map<number, SubscriptionRow[]>> {
  const rows = await database.reader
    .getRepository(SubscriptionRow)
    .createQueryBuilder('s')
    .where('s.member_id IN (:...memberIds)', { memberIds })
    .orderBy('s.id')
    .getMany();
  return grouped(rows, ({ memberId }) => memberId);
}

/** Subscriptions that time changes by `now`, the longest overdue first. */
export async function dueSubscriptions(database: Database, now: Date, limit: number): Promise<number[]> {
  const rows: RawRow[] = await database.reader.query(
    'SELECT id FROM subscription WHERE due_at <= ? ORDER BY due_at, id LIMIT ?',
    [instantText(now), limit],
  );
  return rows.map(({ id }) => toSafeInt(id));
}

/** Writes a step of a locked member's subscription down. */
export async function insertChange(tx: Tx, change: Omit<SubscriptionChangeRow, 'id'>): Promise<void> {
  await insertRow(tx, SubscriptionChangeRow, change);
}

/** Adds a period; one of the same number violates the unique index. */
export async function insertPeriod(tx: Tx, row: Omit<SubscriptionPeriodRow, 'id'>): Promise<void> {
  await insertRow(tx, SubscriptionPeriodRow, row);
}

/** Changes a period of a locked member's subscription. */
export async function savePeriod(tx: Tx, id: number, change: Change<SubscriptionPeriodRow>): Promise<void> {
  await tx.update(SubscriptionPeriodRow, { id }, change);
}

/** A period by its number; null: it has not begun. */
export async function periodOf(
  source: Database | Tx,
  subscriptionId: number,
  number: number,
): Promise<SubscriptionPeriodRow | null> {
  return managerOf(source).findOneBy(SubscriptionPeriodRow, { subscriptionId, number });
}

/** The last period that was not refunded, which is the one that can be; null: there is none. */
export async function standingPeriod(tx: Tx, subscriptionId: number): Promise<SubscriptionPeriodRow | null> {
  const order = { number: 'DESC' as const };
  return tx.findOne(SubscriptionPeriodRow, { where: { subscriptionId, refundedAt: IsNull() }, order });
}

/** Adds an attempt to be paid. */
export async function insertCharge(tx: Tx, row: Omit<ChargeRow, 'id'>): Promise<ChargeRow> {
  const id = await insertRow(tx, ChargeRow, row);
  return { ...row, id };
}

/** An attempt, read under the lock of its member. Throws InvariantError when there is none. */
export async function rereadCharge(tx: Tx, id: number): Promise<ChargeRow> {
  const row = await tx.findOneBy(ChargeRow, { id });
  if (!row) throw new InvariantError(`There is no charge ${id}.`);
  return row;
}

/** Changes an attempt of a locked member's subscription. */
export async function saveCharge(tx: Tx, id: number, change: Change<ChargeRow>): Promise<void> {
  await tx.update(ChargeRow, { id }, change);
}

/** The attempts to be paid for a period, earliest first. */
export function chargesOf(source: Database | Tx, subscriptionId: number, periodNo: number): Promise<ChargeRow[]> {
  return managerOf(source).find(ChargeRow, { where: { subscriptionId, periodNo }, order: { attempt: 'ASC' } });
}

/** Adds evidence that the member was told. */
export async function insertNotice(tx: Tx, row: Omit<RenewalNoticeRow, 'id'>): Promise<void> {
  await insertRow(tx, RenewalNoticeRow, row);
}

/** What a member was told of the debit for a period, earliest first. */
export function noticesOf(
  source: Database | Tx,
  subscriptionId: number,
  periodNo: number,
): Promise<RenewalNoticeRow[]> {
  return managerOf(source).find(RenewalNoticeRow, { where: { subscriptionId, periodNo }, order: { id: 'ASC' } });
}

/** Adds a consent with the contract to be signed. */
export async function insertContract(tx: Tx, row: Omit<ContractRow, 'id'>): Promise<ContractRow> {
  const id = await insertRow(tx, ContractRow, row);
  return { ...row, id };
}

/** A contract, read under the lock of its member. Throws InvariantError when there is none. */
export async function rereadContract(tx: Tx, id: number): Promise<ContractRow> {
  const row = await tx.findOneBy(ContractRow, { id });
  if (!row) throw new InvariantError(`There is no contract ${id}.`);
  return row;
}

/** A contract by our number of it; null: there is none. */
export async function contractByCode(database: Database, code: string): Promise<ContractRow | null> {
  return database.reader.getRepository(ContractRow).findOneBy({ code });
}

/** The contracts of a subscription, earliest first. */
export function contractsOf(source: Database | Tx, subscriptionId: number): Promise<ContractRow[]> {
  return managerOf(source).find(ContractRow, { where: { subscriptionId }, order: { id: 'ASC' } });
}

/** Changes a contract of a locked member's subscription. */
export async function saveContract(tx: Tx, id: number, change: Change<ContractRow>): Promise<void> {
  await tx.update(ContractRow, { id }, change);
}

/** Our numbers of the contracts of which the provider is to be asked by `now` of the wall clock. */
export async function dueContracts(database: Database, wallNow: Date, limit: number): Promise<string[]> {
  const rows: RawRow[] = await database.reader.query(
    'SELECT code FROM plan_contract WHERE look_at <= ? ORDER BY look_at, id LIMIT ?',
    [instantText(wallNow), limit],
  );
  return rows.map(({ code }) => String(code));
}

/** Adds a request for a refund. */
export async function insertRefundRequest(tx: Tx, row: Omit<RefundRequestRow, 'id'>): Promise<RefundRequestRow> {
  const id = await insertRow(tx, RefundRequestRow, row);
  return { ...row, id };
}

/** Writes down what the member of a locked subscription complained of. */
export async function insertComplaint(tx: Tx, row: Omit<PlanComplaintRow, 'id'>): Promise<void> {
  await insertRow(tx, PlanComplaintRow, row);
}

/** The requests for refunds of a subscription, earliest first. */
export function refundRequestsOf(source: Database | Tx, subscriptionId: number): Promise<RefundRequestRow[]> {
  return managerOf(source).find(RefundRequestRow, { where: { subscriptionId }, order: { id: 'ASC' } });
}

/** A request by row id; null: there is none. */
export async function refundRequestById(source: Database | Tx, id: number): Promise<RefundRequestRow | null> {
  return managerOf(source).findOneBy(RefundRequestRow, { id });
}

/** Changes a request of a locked member's subscription. */
export async function saveRefundRequest(tx: Tx, id: number, change: Change<RefundRequestRow>): Promise<void> {
  await tx.update(RefundRequestRow, { id }, change);
}

/** A page of requests, latest first, one more than asked. */
export function listRefundRequests(
  database: Database,
  state: RefundRequestRow['state'] | undefined,
  page: { first: number; afterKey: number | undefined },
): Promise<RefundRequestRow[]> {
  const query = database.reader
    .getRepository(RefundRequestRow)
    .createQueryBuilder('r')
    .where('r.id < :after', { after: page.afterKey ?? Number.MAX_SAFE_INTEGER })
    .orderBy('r.id', 'DESC')
    .take(page.first + 1);
  if (state) query.andWhere('r.state = :state', { state });
  return query.getMany();
}

/** Adds a code; one that exists violates the unique index. */
export async function insertCode(tx: Tx, row: Omit<PlanCodeRow, 'id'>): Promise<number> {
  return insertRow(tx, PlanCodeRow, row);
}

/** A code by its index, for the transaction that redeems it: others wait. */
export async function lockCode(tx: Tx, codeIndex: string, now: Date): Promise<PlanCodeRow | null> {
  // A write locks on every database; it changes nothing.
  await tx.query(`UPDATE plan_code SET code_index = code_index WHERE code_index = ? AND valid_until > ?`, [
    codeIndex,
    instantText(now),
  ]);
  return tx.findOneBy(PlanCodeRow, { codeIndex });
}

/** The gift that a code is of; null: it is of none, or there is no such code. */
export async function purchaseOfCode(tx: Tx, codeIndex: string): Promise<SubscriptionRow | null> {
  const code = await tx.findOneBy(PlanCodeRow, { codeIndex });
  return code?.purchaseId ? tx.findOneBy(SubscriptionRow, { id: code.purchaseId }) : null;
}

/** The code of a purchase; null: it is not paid. */
export async function codeOfPurchase(source: Database | Tx, purchaseId: number): Promise<PlanCodeRow | null> {
  return managerOf(source).findOneBy(PlanCodeRow, { purchaseId });
}

/** Changes a code, locked or of a locked member's purchase. */
export async function saveCode(tx: Tx, id: number, change: Change<PlanCodeRow>): Promise<void> {
  await tx.update(PlanCodeRow, { id }, change);
}

/** Rows of a kind that belong to subscriptions, by subscription, earliest first. */
export async function rowsOfSubscriptions<T extends { id: number; subscriptionId: number }>(
  database: Database,
  entity: new () => T,
  subscriptionIds: readonly number[],
): Promise<Map<number, T[]>> {
  const rows = await database.reader
    .getRepository<T>(entity)
    .createQueryBuilder('r')
    .where('r.subscription_id IN (:...subscriptionIds)', { subscriptionIds })
    .orderBy('r.id')
    .getMany();
  return grouped(rows, ({ subscriptionId }) => subscriptionId);
}

/** The codes of purchases, by the purchase. */
export async function codesOfPurchases(database: Database, ids: readonly number[]): Promise<Map<number, PlanCodeRow>> {
  const rows = await database.reader
    .getRepository(PlanCodeRow)
    .createQueryBuilder('c')
    .where('c.purchase_id IN (:...ids)', { ids })
    .getMany();
  return new Map(rows.map((row) => [Number(row.purchaseId), row]));
}

/** Lets the subscriptions of a merged member be the survivor's, both locked. See `assertOneOpenPlan`. */
export async function moveSubscriptions(tx: Tx, absorbedId: number, survivorId: number): Promise<void> {
  await tx.update(SubscriptionRow, { memberId: absorbedId }, { memberId: survivorId });
  await tx.update(SubscriptionRow, { openFor: absorbedId }, { openFor: survivorId });
}
