import { readFileSync } from 'node:fs';
import { databaseClasses } from './database-classes';
import { parseDatabaseUrl } from './platform/config';
import { type Database, openDatabase } from './platform/database/open-database';
import { ConfigurationError } from './platform/errors';

/** The database that `DATABASE_URL` names, for commands that need nothing else of the configuration. */
export function openDatabaseOfEnvironment(options: { migrate: boolean }): Promise<Database> {
  return openDatabase(parseDatabaseUrl(process.env.DATABASE_URL ?? 'file:./data/rungs.db'), databaseClasses, options);
}

/** The text of a program file. Throws ConfigurationError with the fix when it cannot be read. */
export function readProgramFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ConfigurationError(`RUNGS_PROGRAM names ${file}, which cannot be read: give the path of a program file.`);
  }
}

/** Runs a command to its end: one sentence for what the operator can fix, everything for what only we can. */
export function runCommand(command: () => Promise<void>): void {
  command().catch((error: unknown) => {
    console.error(error instanceof ConfigurationError ? error.message : error);
    // Open connections would keep a failed command alive.
    process.exit(1);
  });
}
