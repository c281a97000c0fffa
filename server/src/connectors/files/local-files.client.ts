import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newSecret } from '../../platform/secrets';
import type { FileStore } from './file-store';

/** Files in a folder of this machine. Names must be plain: who makes them sees to that. */
export function createLocalFiles(folder: string): FileStore {
  return {
    async put(name, bytes) {
      await mkdir(folder, { recursive: true });
      // Written aside first: nobody reads half a file.
      const aside = join(folder, `.${name}-${newSecret()}`);
      await writeFile(aside, bytes);
      await rename(aside, join(folder, name));
    },
    async get(name) {
      try {
        return await readFile(join(folder, name));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
  };
}
