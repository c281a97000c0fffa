import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The demo's keys: made at the first start and kept beside its data, so that sessions and encrypted fields survive a
 * restart. Production sets its own and never comes here.
 */
export function demoKeys(folder: string): (name: string) => string {
  return (name) => {
    const file = join(folder, `${name.toLowerCase()}.hex`);
    try {
      return readFileSync(file, 'utf8').trim();
    } catch {
      mkdirSync(folder, { recursive: true });
      const key = randomBytes(32).toString('hex');
      writeFileSync(file, key, { mode: 0o600 });
      return key;
    }
  };
}
