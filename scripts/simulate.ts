import { existsSync } from 'node:fs';
import { openDatabaseOfEnvironment, readProgramFile, runCommand } from '../server/src/environment';
import { ProgramCatalogue, type ReviewedProgram, reviewSource } from '../server/src/modules/programs';
import { type SimulationOutcome, simulateProgram } from '../server/src/modules/simulation';
import { monotonicMilliseconds, systemClock } from '../server/src/platform/clock';
import { ConfigurationError, Refusal } from '../server/src/platform/errors';
import { chartOf } from './simulate/chart';

const USAGE = 'Use: npm run simulate -- PROGRAM.yaml';

// Tries a draft on the history in the database of DATABASE_URL and prints what would have come of it. It never writes.
runCommand(async () => {
  const [file] = process.argv.slice(2);
  if (!file || process.argv.length > 3) throw new ConfigurationError(USAGE);
  if (!existsSync(file)) throw new ConfigurationError(`${file} is not there. ${USAGE}`);
  const database = await openDatabaseOfEnvironment({ migrate: false });
  const programs = new ProgramCatalogue(database, systemClock);
  const reviewed = await review(programs, readProgramFile(file));
  for (const line of reviewed.diff) console.log(line);
  const task = { current: await programs.current(), draft: reviewed.program, now: systemClock.businessNow() };
  const start = monotonicMilliseconds();
  const outcome = await simulateProgram(database, task, async (done) => {
    show(done, monotonicMilliseconds() - start);
    return true;
  });
  process.stderr.write('\n');
  await database.close();
  if (outcome) console.log(chartOf(outcome satisfies SimulationOutcome).join('\n'));
});

async function review(programs: ProgramCatalogue, source: string): Promise<ReviewedProgram> {
  try {
    return await reviewSource(programs, source);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new ConfigurationError(error.reasons.map(({ message }) => message).join('\n'));
  }
}

/** A line that is written over: how far, how fast, how long still. */
function show({ members, total, inputs }: { members: number; total: number; inputs: number }, elapsed: number): void {
  const seconds = Math.max(elapsed / 1000, 0.001);
  const share = total === 0 ? 1 : Math.min(1, members / total);
  const bar = '█'.repeat(Math.round(share * 24)).padEnd(24, '░');
  const left = share > 0 ? Math.round((seconds * (1 - share)) / share) : 0;
  const rate = Math.round(inputs / seconds);
  const text = `${bar} ${Math.round(share * 100)} %  ${members} members  ${inputs} inputs  ${rate}/s  ${seconds.toFixed(0)} s, ${left} s left`;
  if (process.stderr.isTTY) process.stderr.write(`\r${text}  `);
  else if (share === 1) process.stderr.write(text);
}
