import { z } from 'zod';
import type { Program } from '../../engine/program';
import { isUniqueViolation } from '../../platform/database/database-errors';
import type { Database } from '../../platform/database/open-database';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { parseInput } from '../../platform/parse-input';
import { readProgram } from './parse-program';
import type { ProgramCatalogue, VersionedProgram } from './program-catalogue';
import { reusedCodes } from './program-codes';
import { diffPrograms } from './program-diff';
import type { ProgramVersionRow } from './programs.entities';
import { insertVersion, versionByNumber } from './programs.store';

/** A program file that may follow the version in force. */
export interface ReviewedProgram {
  source: string;
  program: Program;
  /** The version in force that it was compared with. */
  base: VersionedProgram;
  /** What changes: see `diffPrograms`. */
  diff: string[];
}

/** Who publishes, when and why. */
export interface Publication {
  note: string;
  publishedBy: string;
  publishedAt: Date;
}

const newVersion = z.object({
  source: z.string(),
  note: z.string().trim().min(1, 'Say in a few words what changes and why.').max(500, 'Use at most 500 characters.'),
});

/** The file and the note of a publication. Refuses: INPUT_INVALID. */
export function readNewVersion(input: unknown): { source: string; note: string } {
  return parseInput(newVersion, input);
}

/**
 * Whether a program may follow the one in force: its code and zone are the same for ever, and no code names something
 * else than it did. Refuses: STATE_CONFLICT, with every reason.
 */
export async function reviewProgram(
  programs: ProgramCatalogue,
  source: string,
  program: Program,
): Promise<ReviewedProgram> {
  const base = await programs.current();
  const conflicts = [
    ...fixedForEver('program', base.program.code, program.code),
    ...fixedForEver('timeZone', base.program.timeZone, program.timeZone),
    ...reusedCodes(program, await programs.codesUpTo(base.version)).map(
      ({ code, kind, before }) =>
        `The code ${code} is a ${before} in an earlier version, not a ${kind}: choose another code.`,
    ),
  ];
  if (conflicts.length > 0) {
    throw Refusal.of(conflicts.map((message) => ({ code: 'STATE_CONFLICT', message, field: ['source'] })));
  }
  return { source, program, base, diff: diffPrograms(base.program, program) };
}

function fixedForEver(key: string, current: string, given: string): string[] {
  return current === given ? [] : [`${key} is ${current} for ever: write it instead of ${given}.`];
}

/**
 * Reads a program file and sees whether it may be published. Refuses: PROGRAM_INVALID (a reason for each fault),
 * STATE_CONFLICT.
 */
export async function reviewSource(programs: ProgramCatalogue, source: string): Promise<ReviewedProgram> {
  const { program, faults } = readProgram(source);
  if (program) return reviewProgram(programs, source, program);
  throw Refusal.of(
    faults.map(({ line, path, message }) => ({
      code: 'PROGRAM_INVALID',
      message: `Line ${line}, ${path}: ${message}.`,
      field: ['source'],
    })),
  );
}

/** The file of an older version, to be published again. Refuses: NOT_FOUND, STATE_CONFLICT, PROGRAM_INVALID. */
export async function reviewRollback(
  programs: ProgramCatalogue,
  database: Database,
  version: number,
): Promise<ReviewedProgram> {
  const row = await versionByNumber(database, version);
  if (!row) throw new Refusal('NOT_FOUND', `There is no version ${version}.`, ['version']);
  const current = await programs.current();
  if (current.version === version) {
    throw new Refusal('STATE_CONFLICT', `Version ${version} is in force already.`, ['version']);
  }
  return reviewSource(programs, row.source);
}

/**
 * Publishes what was reviewed as the version after the one that it was compared with. Refuses: STATE_CONFLICT when
 * another was published meanwhile; the unique number decides.
 */
export async function publishProgram(
  tx: Tx,
  { source, program, base }: ReviewedProgram,
  publication: Publication,
): Promise<ProgramVersionRow> {
  const number = base.version + 1;
  try {
    return await insertVersion(tx, { number, code: program.code, source, ...publication });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new Refusal(
      'STATE_CONFLICT',
      `Version ${number} was published meanwhile: compare with it and publish again.`,
    );
  }
}
