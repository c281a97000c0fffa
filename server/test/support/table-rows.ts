import type { Database } from '../../src/platform/database/open-database';

/**
 * All rows of all tables (or of those that are named): a refusal must leave them as they were. Compare two of them with
 * `toEqual`.
 */
export async function tableRows(database: Database, ...tables: string[]): Promise<Record<string, object[]>> {
  const names = tables.length > 0 ? tables : database.reader.entityMetadatas.map((entity) => entity.tableName);
  const rows: Record<string, object[]> = {};
  for (const name of names) rows[name] = await database.reader.query(`SELECT * FROM ${name} ORDER BY 1`);
  return rows;
}
