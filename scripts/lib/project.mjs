// @ts-check
/** Where things are in this repository, and how a script refuses. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Absolute path of the mini-app, a package of its own. */
export const MINIAPP = join(ROOT, 'miniapp');

/** Compiled server and scripts, and the state of the build. */
export const DIST = join(ROOT, 'dist');

/**
 * A refusal the reader can act on. `runMain` prints its message alone, without a stack: write it as one sentence that
 * names the cause and the fix, then, after a line break, the output that proves it.
 */
export class Refusal extends Error {}
