import type { Program } from '../../engine/program';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database/open-database';
import type { Tx } from '../../platform/database/unit-of-work';
import { InvariantError } from '../../platform/errors';
import { parseProgram } from './parse-program';
import { insertVersion, latestVersion, latestVersionNumber } from './programs.store';

/** The program in force with its version number. */
export interface CurrentProgram {
  version: number;
  program: Program;
}

const LOOK_EVERY_MS = 1000;

/**
 * Holds the program in force in memory. Whether another instance has published a newer version is looked up at most
 * once a second, and only then is the file read and parsed again.
 */
export class ProgramCatalogue {
  private known: CurrentProgram | undefined;
  private lookedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The program in force. Throws InvariantError when the database has none, which `seedProgram` makes impossible. */
  async current(): Promise<CurrentProgram> {
    const now = this.clock.wallNow().getTime();
    if (this.known && now - this.lookedAt < LOOK_EVERY_MS) return this.known;
    this.lookedAt = now;
    if (this.known && (await latestVersionNumber(this.database.reader.manager)) === this.known.version)
      return this.known;
    const row = await latestVersion(this.database);
    if (!row) throw new InvariantError('The database has no program.');
    this.known = { version: row.number, program: parseProgram(row.source, `program version ${row.number}`) };
    return this.known;
  }
}

/**
 * Publishes version 1 in an empty database; afterwards the database wins and nothing happens. Throws
 * ConfigurationError when the file is wrong. When another instance does the same, the unique index decides: call it with
 * `retryUniqueViolation`.
 */
export async function seedProgram(tx: Tx, source: string, fileName: string, publishedAt: Date): Promise<void> {
  if ((await latestVersionNumber(tx)) > 0) return;
  const { code } = parseProgram(source, fileName);
  await insertVersion(tx, { number: 1, code, source, publishedAt });
}
