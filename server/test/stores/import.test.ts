import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../src/platform/database/open-database';
import { type CommandResult, runCommand, startCommand } from '../support/commands';
import { createTestDatabase, databaseKinds, describeOnEachDatabase, type TestDatabase } from '../support/databases';
import { instalmentMall, type Model, plain, plainProgram, retail, type Sums, wealth } from '../support/history-models';
import { canonicalStates, faultsOf, ledgerSums, tableChecksums } from '../support/proofs';
import { countOf } from '../support/rows';
import { shopHistory } from '../support/shop-history';
import { until } from '../support/until';

// Processes and thousands of events take longer than the default on a busy machine.
jest.setTimeout(120_000);

const history = shopHistory();
const folder = mkdtempSync(join(tmpdir(), 'rungs-history-'));
const file = join(folder, 'history.csv');
const rejects = join(folder, 'rejects.csv');
const plainFile = join(folder, 'plain.yaml');
beforeAll(() => {
  writeFileSync(file, history.csv);
  writeFileSync(plainFile, plainProgram);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is left in lots, and the growth, of every member by their states. */
function left(states: Map<string, string>): Map<string, { growth: number; points: number; debt: number }> {
  type State = { growth: number; debt: number; lots: Record<string, { remaining: number }> };
  return new Map(
    [...states].map(([ref, text]) => {
      const { growth, debt, lots } = JSON.parse(text.split('\n')[0] ?? '') as State;
      return [ref, { growth, debt, points: Object.values(lots).reduce((sum, lot) => sum + lot.remaining, 0) }];
    }),
  );
}

/** How many events became what, by the first line of the command's answer. */
function countsOf({ code, stdout }: CommandResult): Record<string, number> {
  const words = /^Events: (.*)$/m.exec(stdout)?.[1] ?? '';
  const counts = words.split(', ').map((word) => word.split(' ') as [string, string]);
  return { exitCode: code ?? -1, ...Object.fromEntries(counts.map(([count, status]) => [status, Number(count)])) };
}

const sorted = <T>(map: Map<string, T>): [string, T][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

describeOnEachDatabase('the import of a history', (kind) => {
  const made: TestDatabase[] = [];
  afterAll(async () => {
    for (const testDatabase of made) await testDatabase.drop();
  });
  const emptyDatabase = async () => {
    const testDatabase = await createTestDatabase(kind);
    made.push(testDatabase);
    return testDatabase;
  };
  const importInto = (testDatabase: TestDatabase, program: string): Promise<CommandResult> =>
    runCommand('import-events', [file, '--rejects', rejects], {
      DATABASE_URL: testDatabase.url,
      RUNGS_PROGRAM: program,
    });
  /** The history in a database of its own, once for each of the programs that ship. */
  const imports = new Map<string, Promise<{ done: CommandResult; database: Database }>>();
  const imported = (program: string) => {
    const known = imports.get(program) ?? importOnce(`server/programs/${program}.yaml`);
    imports.set(program, known);
    return known;
  };
  const importOnce = async (program: string) => {
    const testDatabase = await emptyDatabase();
    const done = await importInto(testDatabase, program);
    return { done, database: await testDatabase.open() };
  };
  const expectProved = async (testDatabase: TestDatabase, inputs: number) => {
    const env = { DATABASE_URL: testDatabase.url };
    const members = new Set(history.events.map(({ memberRef }) => memberRef)).size;
    expect(await runCommand('reconcile', [], env)).toMatchObject({
      code: 0,
      stdout: `${members} members reconciled: every account equals the sum of its entries, and so does every stock.\n`,
    });
    expect(await runCommand('rebuild', ['--verify'], env)).toMatchObject({
      code: 0,
      stdout: `${inputs} inputs folded again: every state is byte-identical.\n`,
    });
  };

  it('applies every event once, says which lines it rejects and why, and sums agree with the file', async () => {
    const testDatabase = await emptyDatabase();
    const first = await importInto(testDatabase, plainFile);
    const expected = plain(history.events);
    expect(countsOf(first)).toEqual({ exitCode: 0, APPLIED: 2000, REJECTED: 7 });
    const database = await testDatabase.open();
    expect(sorted(await ledgerSums(database))).toEqual(sorted(expected));
    const states = await canonicalStates(database);
    expect(sorted(left(states))).toEqual(
      sorted(expected).map(([ref, sums]) => [
        ref,
        {
          growth: sums.growth - sums.reversedGrowth,
          points: sums.points - sums.reversedPoints - sums.expired,
          debt: 0,
        },
      ]),
    );
    // What is compared is something.
    const total = (field: keyof Sums) => [...expected.values()].reduce((sum, own) => sum + own[field], 0);
    for (const field of ['growth', 'points', 'reversedGrowth', 'reversedPoints', 'expired'] as const) {
      expect([field, total(field) > 100]).toEqual([field, true]);
    }

    const [header, ...lines] = readFileSync(rejects, 'utf8').trimEnd().split('\n');
    const cells = lines.map((line) => line.slice(1, -1).split('","'));
    expect(header).toBe('line,eventId,code,message');
    const byLine = cells
      .map(([line, , reason]) => ({ line: Number(line), code: reason }))
      .sort((a, b) => a.line - b.line);
    expect(byLine).toEqual(history.bad);
    expect(cells.filter(([, , , message]) => !message)).toEqual([]);

    const before = await tableChecksums(database);
    const again = await importInto(testDatabase, plainFile);
    expect(countsOf(again)).toEqual({ exitCode: 0, DUPLICATE: 2000, REJECTED: 7 });
    expect(await tableChecksums(database)).toEqual(before);
    await expectProved(testDatabase, 2000);
  });

  const refunders = new Set(history.events.filter(({ reverses }) => reverses).map(({ memberRef }) => memberRef));
  // Rules are the same on every database: one program on each, all of them on one.
  const programs: [program: string, model: Model, without: ReadonlySet<string>][] = [
    ['instalment-mall', instalmentMall, new Set()],
    // A refund in the return window may take a level back, and with it the multiplier of what follows.
    ['retail', retail, refunders],
    ['wealth', wealth, new Set()],
  ];
  it.each(kind === databaseKinds[0] ? programs : programs.slice(0, 1))(
    'grants by %s what a few lines of arithmetic say',
    async (program, model, without) => {
      const { done, database } = await imported(program);
      expect(countsOf(done)).toEqual({ exitCode: 0, APPLIED: 2000, REJECTED: 7 });
      const expected = model(history.events);
      expect(done.stdout).toContain(`\nMembers: ${expected.size},`);
      const granted = (sums: Map<string, Sums>) =>
        sorted(sums)
          .filter(([ref]) => !without.has(ref))
          .map(([ref, { growth, points }]) => ({ ref, growth, points }));
      const compared = granted(expected);
      expect(compared.length).toBeGreaterThan(300);
      expect(granted(await ledgerSums(database))).toEqual(compared);
      expect(await faultsOf(database)).toEqual([]);
    },
  );

  it('killed in the middle and run again, ends where an undisturbed run does', async () => {
    const program = 'server/programs/retail.yaml';
    const undisturbed = await imported('retail');
    const disturbed = await emptyDatabase();
    const database = await disturbed.open();
    const journalled = () => countOf(database, 'SELECT COUNT(*) AS n FROM journal');
    for (const enough of [1, 600]) {
      const env = { DATABASE_URL: disturbed.url, RUNGS_PROGRAM: program };
      const command = await startCommand('import-events', [file, '--rejects', rejects], env);
      await until(async () => (await journalled()) >= enough, 'the first events');
      command.kill();
      expect(await command.ended).toMatchObject({ code: null, signal: 'SIGKILL' });
      expect(await journalled()).toBeLessThan(2000);
    }
    const kept = await journalled();
    const rest = await importInto(disturbed, program);
    expect(countsOf(rest)).toEqual({ exitCode: 0, DUPLICATE: kept, APPLIED: 2000 - kept, REJECTED: 7 });
    expect(await canonicalStates(database)).toEqual(await canonicalStates(undisturbed.database));
    await expectProved(disturbed, 2000);
  });
});
