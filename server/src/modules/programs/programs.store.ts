import type { EntityManager } from 'typeorm';
import type { Database } from '../../platform/database/open-database';
import type { Tx } from '../../platform/database/unit-of-work';
import { ProgramVersionRow } from './programs.entities';

/** The version in force, if any was ever published. */
export async function latestVersion(database: Database): Promise<ProgramVersionRow | null> {
  const [row] = await database.reader.getRepository(ProgramVersionRow).find({ order: { number: 'DESC' }, take: 1 });
  return row ?? null;
}

/** The number of the version in force; 0 when there is none. */
export async function latestVersionNumber(source: EntityManager): Promise<number> {
  return (await source.maximum(ProgramVersionRow, 'number')) ?? 0;
}

/** Adds a version; a taken number violates the unique index. */
export async function insertVersion(tx: Tx, version: Omit<ProgramVersionRow, 'id'>): Promise<void> {
  await tx.insert(ProgramVersionRow, version);
}
