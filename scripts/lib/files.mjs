// @ts-check
/** File helpers of the build: listing, hashing, and writing so that an interrupt leaves the old file or the new one. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * All files below a folder, as paths relative to `base` with forward slashes, sorted. A missing folder has none.
 * @param {string} base absolute folder that the paths are relative to
 * @param {string} folder folder to walk, relative to base ('' for base itself)
 * @param {(name: string) => boolean} [skip] folders and files left out, by name
 * @returns {string[]}
 */
export function listFiles(base, folder, skip = () => false) {
  /** @type {string[]} */
  const found = [];
  /** @param {string} relative */
  const walk = (relative) => {
    let entries;
    try {
      entries = readdirSync(join(base, relative), { withFileTypes: true });
    } catch {
      return; // Removed while we were walking, or never there: either way it holds no file.
    }
    for (const entry of entries) {
      if (skip(entry.name)) continue;
      const path = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else found.push(path);
    }
  };
  walk(folder);
  return found.sort();
}

/**
 * @param {string | Buffer} content
 * @returns {string} SHA-256, hexadecimal
 */
export function hash(content) {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * What a file looks like without reading it: equal signatures mean that it has not been written since.
 * @param {string} path
 * @returns {string | undefined} undefined when there is no such file
 */
export function signature(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats && `${stats.mtimeMs}:${stats.size}`;
}

/**
 * Writes a file whole or not at all, creating its folder.
 * @param {string} path
 * @param {string | Buffer} content
 */
export function writeAtomic(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}

/**
 * Reads a JSON file that only caches something: missing or damaged is the same as nothing known.
 * @template T
 * @param {string} path
 * @param {T} fallback
 * @returns {T}
 */
export function readCache(path, fallback) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return fallback;
  }
}
