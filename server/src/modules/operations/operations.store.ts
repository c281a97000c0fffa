import type { Database } from '../../platform/database/open-database';
import type { Tx } from '../../platform/database/unit-of-work';
import { OperationRow } from './operations.entities';

/** Adds a line. */
export async function insertOperation(tx: Tx, operation: Omit<OperationRow, 'id'>): Promise<void> {
  await tx.insert(OperationRow, operation);
}

/** Whose lines, and about what; undefined: all. */
export interface OperationFilter {
  object?: { kind: string; id: number };
  actor?: string;
}

/** A page of the lines, latest first, one more than asked. */
export function listOperations(
  database: Database,
  { object, actor }: OperationFilter,
  page: { first: number; afterKey: number | undefined },
): Promise<OperationRow[]> {
  const query = database.reader
    .getRepository(OperationRow)
    .createQueryBuilder('o')
    .where('o.id < :after', { after: page.afterKey ?? Number.MAX_SAFE_INTEGER })
    .orderBy('o.id', 'DESC')
    .take(page.first + 1);
  if (object) query.andWhere('o.object_kind = :kind AND o.object_id = :id', object);
  if (actor !== undefined) query.andWhere('o.actor = :actor', { actor });
  return query.getMany();
}
