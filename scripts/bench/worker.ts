/**
 * The process that prepares the database, and runs what is measured without a server. Its parent sends
 * `{ id, command, argument }` and gets `{ id, result }` or `{ id, error }`.
 */
import { databaseClasses } from '../../server/src/database-classes';
import { runCommand } from '../../server/src/environment';
import { ProgramCatalogue } from '../../server/src/modules/programs';
import { createAccessTokens } from '../../server/src/platform/access-token';
import { systemClock } from '../../server/src/platform/clock';
import { parseDatabaseUrl } from '../../server/src/platform/config';
import { type Database, openDatabase } from '../../server/src/platform/database/open-database';
import type { RawRow } from '../../server/src/platform/database/query';
import { hotSku, shelveHotSku, updateBareRow } from './hot-sku';
import { passTime, refoldAll } from './journal-calls';
import { recordOneByOne, type SentEvent } from './one-by-one';
import { memberTokens, partnerToken, prepare } from './prepare';

/** As many as the most clients of a comparison. */
const CLIENTS = 64;
const DAY_MS = 24 * 3600 * 1000;

type Command = (argument: never) => Promise<unknown>;

runCommand(async () => {
  const { DATABASE_URL = '', RUNGS_TOKEN_KEY = '' } = process.env;
  const options = { migrate: true, poolSize: CLIENTS };
  const database = await openDatabase(parseDatabaseUrl(DATABASE_URL), databaseClasses, options);
  const programs = new ProgramCatalogue(database, systemClock);
  const tokens = createAccessTokens(Buffer.from(RUNGS_TOKEN_KEY, 'hex'), systemClock);
  const commands: Record<string, Command> = {
    prepare: ({ members }: { members: number }) => prepare(database, members),
    databaseVersion: () => versionOf(database),
    partnerToken: ({ partnerId }: { partnerId: number }) => partnerToken(tokens, partnerId),
    memberTokens: ({ partnerId, count }: { partnerId: number; count: number }) =>
      memberTokens(database, tokens, partnerId, count),
    recordOneByOne: ({ partnerId, lists }: { partnerId: number; lists: SentEvent[][] }) =>
      recordOneByOne(database, programs, partnerId, lists),
    compareLedgers: ({ partnerIds }: { partnerIds: number[] }) => compareLedgers(database, partnerIds),
    shelveHotSku: (hot: Parameters<typeof shelveHotSku>[2]) => shelveHotSku(database, programs, hot),
    updateBareRow: (load: Parameters<typeof updateBareRow>[1]) => updateBareRow(database, load),
    hotSku: () => hotSku(database),
    refold: async () => timed(() => refoldAll(database, programs)),
    passTime: ({ days }: { days: number }) =>
      timed(() => passTime(database, programs, new Date(Date.now() + days * DAY_MS))),
  };
  process.on('message', ({ id, command, argument }: { id: number; command: string; argument: never }) => {
    const run = commands[command] as Command;
    run(argument).then(
      (result) => process.send?.({ id, result }),
      (error: unknown) => process.send?.({ id, error: error instanceof Error ? error.stack : String(error) }),
    );
  });
  // What watches for the parent's end does not keep a process alive, and a database in a file does not either.
  process.channel?.ref();
  process.send?.({ id: 0 });
});

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const startedAt = performance.now();
  const result = await work();
  return { seconds: (performance.now() - startedAt) / 1000, result };
}

async function versionOf(database: Database): Promise<string> {
  const isSqlite = database.dialect === 'sqlite';
  const [row]: RawRow[] = await database.reader.query(`SELECT ${isSqlite ? 'sqlite_version' : 'VERSION'}() AS version`);
  return `${isSqlite ? 'SQLite ' : ''}${String(row?.version)}`;
}

/** Which of the members that two partners name alike have other ledgers with the one than with the other. */
async function compareLedgers(database: Database, partnerIds: number[]): Promise<string[]> {
  const [one, other] = await Promise.all(partnerIds.map((partnerId) => ledgersOf(database, partnerId)));
  const refs = new Set([...(one?.keys() ?? []), ...(other?.keys() ?? [])]);
  return [...refs]
    .filter((ref) => one?.get(ref) !== other?.get(ref))
    .map((ref) => `${ref}: ${one?.get(ref)} / ${other?.get(ref)}`);
}

async function ledgersOf(database: Database, partnerId: number): Promise<Map<string, string>> {
  const rows: RawRow[] = await database.reader.query(
    `SELECT i.subject, l.account, SUM(l.delta) AS total, COUNT(*) AS lines_count
       FROM identity i JOIN ledger_entry l ON l.member_id = i.member_id
      WHERE i.provider = ? GROUP BY i.subject, l.account ORDER BY i.subject, l.account`,
    [`partner:${partnerId}`],
  );
  return new Map(rows.map((row) => [`${row.subject} ${row.account}`, `${row.total} in ${row.lines_count} lines`]));
}
