import { createWriteStream, existsSync, mkdirSync, statSync, type WriteStream } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabaseOfEnvironment, readProgramFile, runCommand } from '../server/src/environment';
import { type EventOutcome, type EventSender, recordEvents } from '../server/src/modules/events';
import { memberPyramid } from '../server/src/modules/levels';
import { insertPartner, partnerByClientId } from '../server/src/modules/partners';
import { ProgramCatalogue, seedProgram } from '../server/src/modules/programs';
import { monotonicMilliseconds, systemClock } from '../server/src/platform/clock';
import type { Database } from '../server/src/platform/database/open-database';
import { inTransaction } from '../server/src/platform/database/unit-of-work';
import { ConfigurationError } from '../server/src/platform/errors';
import { hashSecret, newSecret } from '../server/src/platform/secrets';
import { type ReadLine, readEvents } from './import-events/read-events';

const BATCH = 500;
const USAGE = 'Use: npm run import-events -- FILE.csv|.jsonl [--partner CLIENT_ID] [--rejects FILE]';

// Records a history, each event as if it had been told when it occurred. Stopped and run again it goes on: what was
// recorded is answered DUPLICATE.
runCommand(async () => {
  const { values, positionals } = parseArgs({
    options: { partner: { type: 'string', default: 'import' }, rejects: { type: 'string' } },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (!file || positionals.length > 1) throw new ConfigurationError(USAGE);
  if (!existsSync(file)) throw new ConfigurationError(`${file} is not there. ${USAGE}`);
  const database = await openDatabaseOfEnvironment({ migrate: true });
  const programFile = process.env.RUNGS_PROGRAM ?? 'server/programs/instalment-mall.yaml';
  const source = readProgramFile(programFile);
  await inTransaction(database, (tx) => seedProgram(tx, source, programFile, systemClock.businessNow()), {
    retryUniqueViolation: true,
  });
  const programs = new ProgramCatalogue(database, systemClock);
  const sender = await senderOf(database, values.partner);
  const rejects = values.rejects ?? join('data', `${basename(file)}.rejects.csv`);
  const counts = await importFile({ database, programs, sender, file, rejects });
  await printSummary(database, programs, counts, rejects);
  await database.close();
});

/** The partner whose events they are; made with nothing but the right to register, when there is none. */
async function senderOf(database: Database, clientId: string): Promise<EventSender> {
  const known = await partnerByClientId(database, clientId);
  if (known) return known;
  const rights = { scopes: [], mayRegister: true, eventTypes: null, secretHash: hashSecret(newSecret()) };
  const partner = { clientId, name: clientId, ...rights, secretVersion: 1, createdAt: systemClock.businessNow() };
  return inTransaction(database, (tx) => insertPartner(tx, partner));
}

interface Import {
  database: Database;
  programs: ProgramCatalogue;
  sender: EventSender;
  file: string;
  rejects: string;
}

type Counts = Map<string, number>;

async function importFile({ database, programs, sender, file, rejects }: Import): Promise<Counts> {
  const progress = new Progress(statSync(file).size);
  const counts: Counts = new Map();
  const parts = {
    database,
    programs,
    transact: <T>(work: Parameters<typeof inTransaction<T>>[1]) => inTransaction(database, work),
    recording: 'asOccurred' as const,
  };
  let rejected: WriteStream | undefined;
  const count = (line: ReadLine, outcome: Omit<EventOutcome, 'eventId'>) => {
    counts.set(outcome.status, (counts.get(outcome.status) ?? 0) + 1);
    if (outcome.status !== 'REJECTED') return;
    rejected ??= openRejects(rejects);
    const cells = [line.number, line.event?.eventId ?? '', outcome.code ?? '', outcome.message ?? ''];
    rejected.write(`${cells.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(',')}\n`);
  };
  const flush = async (batch: ReadLine[]) => {
    const good = batch.filter(({ event }) => event);
    const events = good.flatMap(({ event }) => (event ? [event] : []));
    const { outcomes } = await recordEvents(parts, sender, events);
    for (const line of batch) {
      if (line.fault) count(line, { status: 'REJECTED', code: 'INPUT_INVALID', message: line.fault });
    }
    good.forEach((line, index) => {
      count(line, outcomes[index] as EventOutcome);
    });
    progress.add(batch);
  };
  let batch: ReadLine[] = [];
  for await (const line of readEvents(file)) {
    if (batch.push(line) < BATCH) continue;
    await flush(batch);
    batch = [];
  }
  await flush(batch);
  progress.end();
  await new Promise<void>((resolve) => (rejected ? rejected.end(resolve) : resolve()));
  return counts;
}

function openRejects(file: string): WriteStream {
  if (file.startsWith('data/')) mkdirSync('data', { recursive: true });
  const stream = createWriteStream(file);
  stream.write('line,eventId,code,message\n');
  return stream;
}

/** A line that is written over: how far, how fast, how long still. */
class Progress {
  private readonly start = monotonicMilliseconds();
  private shownAt = 0;
  private bytes = 0;
  private lines = 0;

  constructor(private readonly total: number) {}

  add(batch: readonly ReadLine[]): void {
    this.lines += batch.length;
    this.bytes += batch.reduce((sum, { bytes }) => sum + bytes, 0);
    const now = monotonicMilliseconds();
    if (now - this.shownAt < 500) return;
    this.shownAt = now;
    this.show();
  }

  end(): void {
    this.bytes = this.total;
    this.show();
    process.stderr.write('\n');
  }

  private show(): void {
    const seconds = (monotonicMilliseconds() - this.start) / 1000;
    const share = this.total === 0 ? 1 : Math.min(1, this.bytes / this.total);
    const bar = '█'.repeat(Math.round(share * 24)).padEnd(24, '░');
    const left = share > 0 ? Math.round((seconds * (1 - share)) / share) : 0;
    const rate = Math.round(this.lines / Math.max(seconds, 0.001));
    const text = `${bar} ${Math.round(share * 100)} %  ${this.lines} events  ${rate}/s  ${seconds.toFixed(0)} s, ${left} s left`;
    process.stderr.write(process.stderr.isTTY ? `\r${text}  ` : `${text}\n`);
  }
}

async function printSummary(database: Database, programs: ProgramCatalogue, counts: Counts, rejects: string) {
  const current = await programs.current();
  const { members, growth, points, levels } = await memberPyramid(database, current);
  const tally = [...counts].map(([status, count]) => `${count} ${status}`).join(', ') || 'none';
  console.log(`Events: ${tally}`);
  if (counts.has('REJECTED')) console.log(`Why some were rejected, by line: ${rejects}`);
  console.log(`Members: ${members}, growth ${growth}, points left ${points}`);
  const most = Math.max(1, ...levels.map(({ count }) => count));
  for (const { level, count } of [...levels].reverse()) {
    const bar = '█'.repeat(Math.ceil((count / most) * 40));
    console.log(`${level.code.padEnd(12)} ${String(count).padStart(8)} ${bar}`);
  }
}
