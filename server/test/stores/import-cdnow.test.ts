import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../support/commands';
import { createTestDatabase, type DatabaseKind, databaseKinds } from '../support/databases';
import { countOf } from '../support/rows';

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

    const testDatabase = await createTestDatabase(kind);
    const env = { DATABASE_URL: testDatabase.url, RUNGS_PROGRAM: 'server/programs/retail.yaml' };
    const rejects = join(tmpdir(), 'cdnow.rejects.csv');
    const { code, stdout, stderr } = await runCommand('import-events', [file ?? '', '--rejects', rejects], env);
    expect([code, code === 0 ? '' : stderr, stdout.split('\n')[0]]).toEqual([0, '', 'Events: 69659 APPLIED']);
    expect(stdout).toContain('\nMembers: 23570,');
    const database = await testDatabase.open();
    const count = (query: string) => countOf(database, `SELECT ${query}`);
    expect(await count('COUNT(*) AS n FROM journal')).toBe(69_659);
    expect(await count('COUNT(*) AS n FROM member_state')).toBe(23_570);

    // A program of calendar years: each member's level by what they had spent in the year, falling one step after it.
    const earned = await count("SUM(delta) AS n FROM ledger_entry WHERE kind = 'earn' AND account = 'points'");
    const amounts = orders.map(([, , , , fen]) => BigInt(fen ?? 0));
    const plain = amounts.reduce((sum, fen) => sum + fen / 100n, 0n);
    const most = amounts.reduce((sum, fen) => sum + (2n * fen) / 100n, 0n);
    expect(BigInt(earned)).toBeGreaterThan(plain);
    expect(BigInt(earned)).toBeLessThan(most);

    expect(await runCommand('reconcile', [], env)).toMatchObject({
      code: 0,
      stdout: '23570 members reconciled: every account equals the sum of its entries.\n',
    });
    expect(await runCommand('rebuild', ['--verify'], env)).toMatchObject({
      code: 0,
      stdout: '69659 inputs folded again: every state is byte-identical.\n',
    });
    await testDatabase.drop();
  });
});
