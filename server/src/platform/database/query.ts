import type { ObjectLiteral, QueryDeepPartialEntity } from 'typeorm';
import type { Database } from './open-database';
import type { Tx } from './unit-of-work';
import { toSafeInt } from './values';

/** A row as the driver gives it: convert each value with `platform/database/values`. */
export type RawRow = Record<string, unknown>;

/**
 * A hand-written SELECT, for the look-ups on the hot path where the repository's mapping would cost more than the
 * query. In `text`, `(:keys)` stands for the list of keys.
 */
export async function selectByKeys(
  source: Database | Tx,
  text: string,
  keys: readonly (string | number)[],
): Promise<RawRow[]> {
  if (keys.length === 0) return [];
  const runner = 'reader' in source ? source.reader : source;
  return runner.query(text.replace('(:keys)', `(${keys.map(() => '?').join(', ')})`), [...keys]);
}

/**
 * Inserts one row and returns its `id`, which TypeORM gives as a string for 64-bit columns. The row must not have been
 * inserted before: this is a plain INSERT, and a violated unique index throws.
 */
export async function insertRow<T extends ObjectLiteral & { id: number }>(
  tx: Tx,
  entity: new () => T,
  values: Omit<T, 'id'>,
): Promise<number> {
  const result = await tx.insert(entity, values as unknown as QueryDeepPartialEntity<T>);
  return toSafeInt(result.identifiers[0]?.id);
}
