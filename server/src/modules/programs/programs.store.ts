import { type EntityManager, In } from 'typeorm';
import type { Database } from '../../platform/database/open-database';
import { insertRow } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { ProgramVersionRow } from './programs.entities';

/** The number of the version in force; 0 when there is none. */
export async function latestVersionNumber(source: EntityManager): Promise<number> {
  return (await source.maximum(ProgramVersionRow, 'number')) ?? 0;
}

/** The version of a number. */
export async function versionByNumber(database: Database, number: number): Promise<ProgramVersionRow | null> {
  return database.reader.getRepository(ProgramVersionRow).findOneBy({ number });
}

/** The versions above a number, by rising number. */
export async function versionsAfter(database: Database, number: number): Promise<ProgramVersionRow[]> {
  return database.reader
    .getRepository(ProgramVersionRow)
    .createQueryBuilder('v')
    .where('v.number > :number', { number })
    .orderBy('v.number')
    .getMany();
}

/** A page of versions, the newest first, one more than asked. */
export async function listVersions(
  database: Database,
  page: { first: number; afterKey: number | undefined },
): Promise<ProgramVersionRow[]> {
  const query = database.reader
    .getRepository(ProgramVersionRow)
    .createQueryBuilder('v')
    .orderBy('v.number', 'DESC')
    .take(page.first + 1);
  if (page.afterKey !== undefined) query.where('v.number < :after', { after: page.afterKey });
  return query.getMany();
}

/** Adds a version; a taken number violates the unique index. Returns it with its id. */
export async function insertVersion(tx: Tx, version: Omit<ProgramVersionRow, 'id'>): Promise<ProgramVersionRow> {
  return { ...version, id: await insertRow(tx, ProgramVersionRow, version) };
}

/** Versions by row id. */
export async function versionsById(database: Database, ids: number[]): Promise<Map<number, ProgramVersionRow>> {
  const rows = await database.reader.getRepository(ProgramVersionRow).findBy({ id: In(ids) });
  return new Map(rows.map((row) => [row.id, row]));
}
