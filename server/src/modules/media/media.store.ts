import { selectByKeys } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { MediaRow } from './media.entities';

/** Makes a stored file known; one that is known stays as it is. */
export async function insertMedia(tx: Tx, media: Omit<MediaRow, 'id'>): Promise<void> {
  if (!(await tx.existsBy(MediaRow, { name: media.name }))) await tx.insert(MediaRow, media);
}

/** Those of the names under which no file is stored. */
export async function unknownMedia(tx: Tx, names: readonly string[]): Promise<string[]> {
  const rows = await selectByKeys(tx, 'SELECT name FROM media WHERE name IN (:keys)', names);
  const known = new Set(rows.map(({ name }) => name));
  return names.filter((name) => !known.has(name));
}
