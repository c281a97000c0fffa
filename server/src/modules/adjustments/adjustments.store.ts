import type { Database } from '../../platform/database/open-database';
import { insertRow } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { InvariantError } from '../../platform/errors';
import { AdjustmentRow, type AdjustmentState } from './adjustments.entities';

/** Adds an adjustment; returns its row id. */
export async function insertAdjustment(tx: Tx, adjustment: Omit<AdjustmentRow, 'id'>): Promise<number> {
  return insertRow(tx, AdjustmentRow, adjustment);
}

/** An adjustment as it is now. In a transaction, lock its member first. Throws InvariantError when there is none. */
export async function adjustmentById(tx: Tx, id: number): Promise<AdjustmentRow> {
  const row = await tx.findOneBy(AdjustmentRow, { id });
  if (!row) throw new InvariantError(`There is no adjustment ${id}.`);
  return row;
}

/** The member whom an adjustment is about, which never changes; undefined when there is no such adjustment. */
export async function memberOfAdjustment(database: Database, id: number): Promise<number | undefined> {
  const row = await database.reader.getRepository(AdjustmentRow).findOneBy({ id });
  return row?.memberId;
}

/** Writes the decision on a waiting adjustment of a locked member. */
export async function saveDecision(
  tx: Tx,
  id: number,
  decision: Pick<AdjustmentRow, 'state' | 'decider' | 'deciderName' | 'decidedAt' | 'journalSeq'>,
): Promise<void> {
  await tx.update(AdjustmentRow, { id, state: 'WAITING' }, decision);
}

/** Adjustments by row id. */
export async function adjustmentsById(database: Database, ids: number[]): Promise<Map<number, AdjustmentRow>> {
  const rows = await database.reader
    .getRepository(AdjustmentRow)
    .createQueryBuilder('a')
    .where('a.id IN (:...ids)', { ids })
    .getMany();
  return new Map(rows.map((row) => [row.id, row]));
}

/** A page of adjustments, latest first, one more than asked so that the caller sees whether there is a next page. */
export async function listAdjustments(
  database: Database,
  state: AdjustmentState | null | undefined,
  page: { first: number; afterKey: number | undefined },
): Promise<AdjustmentRow[]> {
  const query = database.reader
    .getRepository(AdjustmentRow)
    .createQueryBuilder('a')
    .orderBy('a.id', 'DESC')
    .take(page.first + 1);
  if (page.afterKey !== undefined) query.andWhere('a.id < :after', { after: page.afterKey });
  if (state) query.andWhere('a.state = :state', { state });
  return query.getMany();
}
