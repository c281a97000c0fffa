import { createWriteStream, existsSync, statSync, type WriteStream } from 'node:fs';
import { openDatabaseOfEnvironment, readProgramFile, runCommand } from '../server/src/environment';
import { type EventStatus, type IncomingEvent, type RecordingParts, recordEvents } from '../server/src/modules/events';
import { standingOf } from '../server/src/modules/journal';
import { ensurePartner } from '../server/src/modules/partners';
import { ProgramCatalogue, seedProgram } from '../server/src/modules/programs';
import { systemClock } from '../server/src/platform/clock';
import type { Database } from '../server/src/platform/database/open-database';
import { inTransaction } from '../server/src/platform/database/unit-of-work';
import { ConfigurationError } from '../server/src/platform/errors';
import { newSecret } from '../server/src/platform/secrets';
import { eventsOfFile } from './import/event-files';
import { ProgressLine } from './import/progress-line';

const BATCH = 500;
const BAR = 40;

type Counts = Record<EventStatus, number>;

// Imports the history of a partner's members: recordedAt is occurredAt. Safe to stop and to repeat: what stands in the
// database is answered DUPLICATE.
runCommand(async () => {
  const [file, option, partnerName = 'demo-mall'] = process.argv.slice(2);
  if (!file || (option !== undefined && option !== '--partner')) {
    throw new ConfigurationError('Say what to import: npm run import-events -- FILE.csv [--partner CLIENT_ID].');
  }
  if (!existsSync(file))
    throw new ConfigurationError(`${file} does not exist: give the path of a .csv or .jsonl file.`);
  const database = await openDatabaseOfEnvironment({ migrate: true });
  const programFile = process.env.RUNGS_PROGRAM ?? 'server/programs/instalment-mall.yaml';
  const source = readProgramFile(programFile);
  const now = systemClock.businessNow();
  const secret = newSecret();
  const sender = await inTransaction(database, async (tx) => {
    await seedProgram(tx, source, programFile, now);
    return ensurePartner(tx, partnerName, secret, now);
  });
  const programs = new ProgramCatalogue(database, systemClock);
  const parts: RecordingParts = {
    database,
    programs,
    transact: (work) => inTransaction(database, work),
    recordedAt: ({ occurredAt }) => occurredAt,
  };
  const { counts, seconds } = await importFile(file, (events) => recordEvents(parts, sender, events));
  await report(database, programs, counts, seconds);
  await database.close();
});

type Record500 = (
  events: IncomingEvent[],
) => Promise<{ outcomes: { status: EventStatus; code?: string; message?: string }[] }>;

async function importFile(file: string, record: Record500): Promise<{ counts: Counts; seconds: number }> {
  const counts: Counts = { APPLIED: 0, DUPLICATE: 0, PENDING_ORIGINAL: 0, REJECTED: 0 };
  const size = statSync(file).size;
  const progress = new ProgressLine('events');
  const rejects = new RejectFile(`${file}.rejects.csv`);
  let batch: { line: number; event: IncomingEvent }[] = [];
  let read = 0;
  const flush = async (bytes: number) => {
    const { outcomes } = await record(batch.map(({ event }) => event));
    outcomes.forEach(({ status, code, message }, index) => {
      counts[status] += 1;
      const { line, event } = batch[index] as (typeof batch)[number];
      if (status === 'REJECTED') rejects.add(line, event.eventId, code ?? '', message ?? '');
    });
    batch = [];
    progress.show(bytes / size, read);
  };
  for await (const item of eventsOfFile(file)) {
    read += 1;
    if ('event' in item) batch.push(item);
    else {
      counts.REJECTED += 1;
      rejects.add(item.line, item.eventId, 'INPUT_INVALID', item.message);
    }
    if (batch.length === BATCH) await flush(item.bytes);
  }
  if (batch.length > 0) await flush(size);
  rejects.close();
  return { counts, seconds: progress.finish() };
}

/** Lines that were not accepted, with the reason; the file is made when there is one. */
class RejectFile {
  private stream: WriteStream | undefined;

  constructor(private readonly path: string) {}

  add(...cells: (string | number)[]): void {
    if (!this.stream) {
      this.stream = createWriteStream(this.path);
      this.stream.write('line,eventId,code,reason\n');
    }
    this.stream.write(`${cells.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(',')}\n`);
  }

  close(): void {
    this.stream?.end();
    if (this.stream) console.log(`Rejected lines, with the reasons: ${this.path}`);
  }
}

async function report(database: Database, programs: ProgramCatalogue, counts: Counts, seconds: number): Promise<void> {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const words = Object.entries(counts).map(([status, count]) => `${count} ${status.toLowerCase().replace('_', ' ')}`);
  console.log(`${total} events in ${seconds.toFixed(1)} s (${Math.round(total / seconds)}/s): ${words.join(', ')}.`);
  console.log(`Peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB.`);
  const standing = await standingOf(database, await programs.current());
  console.log(`${standing.members} members, ${standing.pointsEarned} points earned, ${standing.growth} growth.`);
  for (const { name, members } of standing.pyramid) {
    const share = standing.members > 0 ? members / standing.members : 0;
    console.log(`${name.padEnd(10)} ${'█'.repeat(Math.ceil(share * BAR)).padEnd(BAR)} ${members}`);
  }
}
