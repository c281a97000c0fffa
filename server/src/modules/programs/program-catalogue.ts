import { LRUCache } from 'lru-cache';
import type { Program } from '../../engine/program';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database/open-database';
import type { Tx } from '../../platform/database/unit-of-work';
import { InvariantError } from '../../platform/errors';
import { parseProgram } from './parse-program';
import { codesOf, type KnownCodes } from './program-codes';
import { insertVersion, latestVersionNumber, publicationsAfter, versionByNumber } from './programs.store';

/** A program with its version number. */
export interface VersionedProgram {
  version: number;
  program: Program;
}

const LOOK_EVERY_MS = 1000;
// Versions are published by people; late events reach back over a few.
const MAX_PARSED = 64;

/**
 * Holds the programs in memory: the one in force, and older ones by number and time. Whether another instance has
 * published a newer version is looked up at most once a second; published versions never change, so each is read and
 * parsed once.
 */
export class ProgramCatalogue {
  private readonly parsed = new LRUCache<number, VersionedProgram>({ max: MAX_PARSED });
  /** When each version was published, by rising number from 1: the last one is in force. */
  private publications: { number: number; publishedAt: number }[] = [];
  private codes: { upTo: number; known: KnownCodes } = { upTo: 0, known: new Map() };
  private lookedAt = Number.NEGATIVE_INFINITY;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The program in force. Throws InvariantError when the database has none, which `seedProgram` makes impossible. */
  async current(): Promise<VersionedProgram> {
    await this.look();
    const last = this.publications.at(-1);
    if (!last) throw new InvariantError('The database has no program.');
    return this.version(last.number);
  }

  /** The program of a version. Throws InvariantError when there is none of this number. */
  async version(number: number): Promise<VersionedProgram> {
    const known = this.parsed.get(number);
    if (known) return known;
    const row = await versionByNumber(this.database, number);
    if (!row) throw new InvariantError(`The program has no version ${number}.`);
    const read = { version: number, program: parseProgram(row.source, `program version ${number}`) };
    this.parsed.set(number, read);
    return read;
  }

  /**
   * The program that was in force at an instant of the business clock, in milliseconds since 1970; the first version
   * for anything before it was published.
   */
  async at(instant: number): Promise<VersionedProgram> {
    await this.look();
    const inForce = this.publications.findLast(({ publishedAt }) => publishedAt <= instant) ?? this.publications[0];
    if (!inForce) throw new InvariantError('The database has no program.');
    return this.version(inForce.number);
  }

  /** What every code of the versions up to a number has named. */
  async codesUpTo(number: number): Promise<KnownCodes> {
    while (this.codes.upTo < number) {
      const next = this.codes.upTo + 1;
      const { program } = await this.version(next);
      // Somebody else may have come here meanwhile; adding twice changes nothing.
      for (const { code, kind } of codesOf(program)) {
        this.codes.known.set(code, (this.codes.known.get(code) ?? new Set()).add(kind));
      }
      this.codes.upTo = Math.max(this.codes.upTo, next);
    }
    return this.codes.known;
  }

  /** A version was published here: the next one who asks looks again. */
  refresh(): void {
    this.lookedAt = Number.NEGATIVE_INFINITY;
    // What is being looked up may have been read before.
    this.looking = undefined;
  }

  private async look(): Promise<void> {
    const now = this.clock.wallNow().getTime();
    if (this.publications.length > 0 && now - this.lookedAt < LOOK_EVERY_MS) return;
    this.looking ??= this.beginLook(now);
    await this.looking;
  }

  /** One look serves everybody who waits for it. After a `refresh` it no longer counts: it may have read before. */
  private beginLook(now: number): Promise<void> {
    const counts = () => this.looking === look;
    const look = this.readPublications()
      .then(() => {
        if (counts()) this.lookedAt = now;
      })
      .finally(() => {
        if (counts()) this.looking = undefined;
      });
    return look;
  }

  private async readPublications(): Promise<void> {
    const newer = await publicationsAfter(this.database, this.publications.at(-1)?.number ?? 0);
    const last = this.publications.at(-1)?.number ?? 0;
    const added = newer
      .filter(({ number }) => number > last)
      .map(({ number, publishedAt }) => ({ number, publishedAt: publishedAt.getTime() }));
    if (added.length > 0) this.publications = [...this.publications, ...added];
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
  await insertVersion(tx, { number: 1, code, source, publishedAt, note: null, publishedBy: null });
}
