import type { Program } from '../../engine/program';
import type { Publication, Timeline } from '../../engine/timeline';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database/open-database';
import type { Tx } from '../../platform/database/unit-of-work';
import { InvariantError } from '../../platform/errors';
import { parseProgram } from './parse-program';
import { codesOf, type KnownCodes } from './program-codes';
import type { ProgramVersionRow } from './programs.entities';
import { insertVersion, latestVersionNumber, versionsAfter } from './programs.store';

/** A program with its version number. */
export interface VersionedProgram {
  version: number;
  program: Program;
}

/** The program in force, and all versions up to it. */
export interface ProgramInForce extends VersionedProgram {
  timeline: Timeline;
}

const LOOK_EVERY_MS = 1000;

/**
 * Holds all versions of the program in memory, each parsed when it is first needed. Whether another instance has
 * published a newer one is looked up at most once a second; published versions never change.
 */
export class ProgramCatalogue {
  private timeline: Timeline = [];
  private codes: { upTo: number; known: KnownCodes } = { upTo: 0, known: new Map() };
  private lookedAt = Number.NEGATIVE_INFINITY;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The program in force. Throws InvariantError when the database has none, which `seedProgram` makes impossible. */
  async current(): Promise<ProgramInForce> {
    await this.look();
    const { timeline } = this;
    const last = timeline.at(-1);
    if (!last) throw new InvariantError('The database has no program.');
    return { version: last.version, program: last.program, timeline };
  }

  /** The program of a version. Throws InvariantError when there is none of this number. */
  async version(number: number): Promise<VersionedProgram> {
    if (!this.timeline.some(({ version }) => version === number)) await this.lookAgain();
    const known = this.timeline.find(({ version }) => version === number);
    if (!known) throw new InvariantError(`The program has no version ${number}.`);
    return known;
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

  private lookAgain(): Promise<void> {
    this.refresh();
    return this.look();
  }

  private async look(): Promise<void> {
    const now = this.clock.wallNow().getTime();
    if (this.timeline.length > 0 && now - this.lookedAt < LOOK_EVERY_MS) return;
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
    const newer = await versionsAfter(this.database, this.timeline.at(-1)?.version ?? 0);
    // Somebody else may have read them meanwhile.
    const last = this.timeline.at(-1)?.version ?? 0;
    const added = newer.filter(({ number }) => number > last).map(publicationOf);
    if (added.length > 0) this.timeline = [...this.timeline, ...added];
  }
}

/** A version as it is published; its source is parsed when somebody first looks at the program. */
function publicationOf({ number, publishedAt, source }: ProgramVersionRow): Publication {
  let parsed: Program | undefined;
  return {
    version: number,
    from: publishedAt.getTime(),
    get program() {
      parsed ??= parseProgram(source, `program version ${number}`);
      return parsed;
    },
  };
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
