import { createHash } from 'node:crypto';
import type { FileStore } from '../../connectors/files/file-store';
import type { Tx } from '../../platform/database/unit-of-work';
import { insertMedia } from './media.store';
import { type PictureType, pictureTypeOf, pictureTypes } from './picture-type';

/** How many bytes a picture may have. */
export const MAX_PICTURE_BYTES = 2 * 1024 * 1024;

/** A picture in the file store. */
export interface StoredPicture {
  name: string;
  bytes: number;
}

/**
 * Puts pictures into the file store; undefined when one of them is none that may be stored, and then none is. The bytes
 * come first, `recordMedia` follows: whoever learns of a name finds them.
 */
export async function storePictures(
  files: FileStore,
  pictures: readonly Buffer[],
): Promise<StoredPicture[] | undefined> {
  const named = pictures.map((bytes) => [nameOf(bytes), bytes] as const);
  const stored: StoredPicture[] = [];
  for (const [name, bytes] of named) {
    if (name === undefined || bytes.length > MAX_PICTURE_BYTES) return undefined;
    stored.push({ name, bytes: bytes.length });
  }
  await Promise.all(named.map(([name = '', bytes]) => files.put(name, bytes)));
  return stored;
}

/** Makes stored pictures known. */
export async function recordMedia(
  tx: Tx,
  stored: readonly StoredPicture[],
  { actor, now }: { actor: string; now: Date },
): Promise<void> {
  for (const picture of stored) await insertMedia(tx, { ...picture, actor, createdAt: now });
}

function nameOf(bytes: Buffer): string | undefined {
  const type = pictureTypeOf(bytes);
  return type && `${createHash('sha256').update(bytes).digest('hex')}.${type}`;
}

/** A stored picture by its name; undefined: there is none. */
export async function readPicture(
  files: FileStore,
  name: string,
): Promise<{ bytes: Buffer; contentType: string } | undefined> {
  const type = /^[0-9a-f]{64}\.(svg|png|jpg|webp)$/.exec(name)?.[1] as PictureType | undefined;
  const bytes = type && (await files.get(name));
  return bytes && { bytes, contentType: pictureTypes[type] };
}
