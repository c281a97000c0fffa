import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../support/commands';
import { createTestDatabase, type DatabaseKind, databaseKinds } from '../support/databases';
import { plain, plainProgram, type Sums } from '../support/history-models';
import { ledgerSums } from '../support/proofs';
import { countOf } from '../support/rows';
import { type HistoryEvent } from '../support/shop-history';

// Seventy thousand events.
jest.setTimeout(900_000);

// Beside the project, or beside the folder of its worktrees.
const FILES = ['../shared/data/cdnow-events.csv', '../../shared/data/cdnow-events.csv'];
const file = FILES.find((path) => existsSync(path));
const isFull = process.env.RUNGS_FULL === '1';
const kinds: DatabaseKind[] = isFull ? databaseKinds : ['SQLite'];
const title = `the import of all purchases of CDNOW${isFull ? '' : ' (on MariaDB too with RUNGS_FULL=1)'}`;

describe.each(kinds)(`${title} (%s)`, (kind) => {
  const run = file ? it : it.skip;
  run(file ? 'agrees with the file' : `is left out: ${FILES[0]} is not there`, async () => {
    const [, ...lines] = readFileSync(file ?? '', 'utf8')
      .trimEnd()
      .split('\n');
    const orders = lines.map((line) => line.split(','));
    const total = orders.reduce((sum, [, , , , fen]) => sum + Number(fen), 0);
    const members = new Set(orders.map(([, , ref]) => ref)).size;
    expect([orders.length, members, total]).toEqual([69_659, 23_570, 250_031_563]);

    const folder = mkdtempSync(join(tmpdir(), 'rungs-cdnow-'));
    const [program, rejects] = [join(folder, 'plain.yaml'), join(folder, 'rejects.csv')];
    writeFileSync(program, plainProgram);
    const testDatabase = await createTestDatabase(kind);
    const env = { DATABASE_URL: testDatabase.url, RUNGS_PROGRAM: program };
    const { code, stdout, stderr } = await runCommand('import-events', [file ?? '', '--rejects', rejects], env);
    expect([code, code === 0 ? '' : stderr, stdout.split('\n')[0]]).toEqual([0, '', 'Events: 69659 APPLIED']);
    expect(stdout).toContain('\nMembers: 23570,');
    const database = await testDatabase.open();
    expect(await countOf(database, 'SELECT COUNT(*) AS n FROM journal')).toBe(69_659);
    const events = orders.map(
      ([eventId = '', type = '', memberRef = '', occurredAt = '', fen]): HistoryEvent => ({
        eventId,
        type,
        memberRef,
        occurredAt,
        amountFen: Number(fen),
      }),
    );
    const inOrder = (sums: Map<string, Sums>) => [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
    expect(inOrder(await ledgerSums(database))).toEqual(inOrder(plain(events)));

    expect(await runCommand('reconcile', [], env)).toMatchObject({
      code: 0,
      stdout: '23570 members reconciled: every account equals the sum of its entries, and so does every stock.\n',
    });
    expect(await runCommand('rebuild', ['--verify'], env)).toMatchObject({
      code: 0,
      stdout: '69659 inputs folded again: every state is byte-identical.\n',
    });
    await testDatabase.drop();
    rmSync(folder, { recursive: true });
  });
});
