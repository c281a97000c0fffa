import { readFileSync } from 'node:fs';
import { inForceAt } from '../../src/engine/timeline';
import { ProgramCatalogue } from '../../src/modules/programs';
import { publishProgram, reviewSource } from '../../src/modules/programs/publish-program';
import { inTransaction } from '../../src/platform/database/unit-of-work';
import { describeOnEachDatabase } from '../support/databases';
import { mutate, refusalsOf } from '../support/sessions';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';

const SOURCE = readFileSync('server/programs/instalment-mall.yaml', 'utf8');
const wealth = readFileSync('server/programs/wealth.yaml', 'utf8');

/** The shipped program with other words; each must be there. */
function changed(...pairs: [text: string, by: string][]): string {
  return pairs.reduce((source, [text, by]) => {
    expect(source).toContain(text);
    return source.replaceAll(text, by);
  }, SOURCE);
}
const goldAt = (threshold: number) => changed(['threshold: 12000', `threshold: ${threshold}`]);

interface Version {
  id: string;
  number: number;
  publishedAt: string;
  note: string | null;
  publishedBy: string | null;
  source: string;
}
type Published = { version: Version | null; diff: string[] | null };

const VERSION = 'version { id number publishedAt note publishedBy source } diff';

describeOnEachDatabase('versions of the program', (kind) => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startTestServer(kind);
  });
  afterEach(() => server.close());

  const validate = (source: string) =>
    mutate<{ faults: { line: number; path: string; message: string }[] | null; diff: string[] | null }>(
      server,
      'programValidate',
      { source },
      { token: 'demo-viewer', selection: 'faults { line path message } diff' },
    );
  const publish = (source: string, note = 'A try.') =>
    mutate<Published>(server, 'programPublish', { source, note }, { token: 'demo-admin', selection: VERSION });
  const rollBack = (version: number) =>
    mutate<Published>(server, 'programRollback', { version }, { token: 'demo-admin', selection: VERSION });
  const inForce = async () => {
    type Answer = { program: { version: number; tracks: { levels: { code: string; threshold: number }[] }[] } };
    const { data } = await server.graphql<Answer>('{ program { version tracks { levels { code threshold } } } }');
    const gold = data.program.tracks[0]?.levels.find(({ code }) => code === 'gold')?.threshold;
    return { version: data.program.version, gold };
  };
  /** Runs a call that must refuse, and sees that nothing was written and the program in force is the same. */
  const refused = async (call: () => ReturnType<typeof publish>) => {
    const before = [await tableRows(server.database), await inForce()];
    const answer = await call();
    expect([await tableRows(server.database), await inForce()]).toEqual(before);
    expect(answer.data.payload).toMatchObject({ version: null, diff: null });
    return answer.data.payload.userErrors;
  };

  it('are checked before anybody is affected', async () => {
    expect((await validate(SOURCE)).data.payload).toEqual({ faults: [], diff: [], userErrors: [] });
    const moved = await validate(
      changed(['threshold: 12000', 'threshold: 15000'], ['code: order-points', 'code: shop']),
    );
    expect(moved.data.payload).toEqual({
      faults: [],
      diff: ['tracks.growth.levels.gold.threshold: 12000 → 15000', 'rules.shop: added', 'rules.order-points: removed'],
      userErrors: [],
    });
    const broken = await validate(
      changed(['threshold: 12000', 'threshold: 2'], ['lateHorizon: P90D', 'lateHorizon: 90']),
    );
    const { faults, diff } = broken.data.payload;
    expect(diff).toBeNull();
    const lineOf = (text: string) => SOURCE.slice(0, SOURCE.indexOf(text)).split('\n').length;
    expect(faults).toContainEqual({
      line: lineOf('lateHorizon: P90D'),
      path: 'lateHorizon',
      message: 'write a duration such as P7D or PT12H',
    });
    expect(faults).toContainEqual({
      line: lineOf('keep: 10000'),
      path: 'tracks.0.levels.2.keep',
      message: 'write at most 2, the level’s threshold',
    });
    expect(refusalsOf(await validate(wealth))[0]).toEqual({ code: 'STATE_CONFLICT', field: ['source'] });
    expect(await inForce()).toEqual({ version: 1, gold: 12_000 });
  });

  it('are in force at once, with who published them and why', async () => {
    expect(await inForce()).toEqual({ version: 1, gold: 12_000 });
    const { data } = await publish(goldAt(15_000), '  Gold is for fewer.  ');
    expect(data.payload).toMatchObject({
      version: {
        number: 2,
        publishedAt: '2026-03-01T04:00:00.000Z',
        note: 'Gold is for fewer.',
        publishedBy: expect.any(String),
        source: goldAt(15_000),
      },
      diff: ['tracks.growth.levels.gold.threshold: 12000 → 15000'],
      userErrors: [],
    });
    // The clock of the test stands still: nobody waited for the next look.
    expect(await inForce()).toEqual({ version: 2, gold: 15_000 });
    const id = data.payload.version?.id;
    const again = await server.graphql('query ($id: ID!) { node(id: $id) { ... on ProgramVersion { number note } } }', {
      token: 'demo-viewer',
      variables: { id },
    });
    expect(again.data).toEqual({ node: { number: 2, note: 'Gold is for fewer.' } });
    const { accessToken: token } = await server.signIn('lin');
    const hidden = await server.graphql('query ($id: ID!) { node(id: $id) { id } }', { token, variables: { id } });
    expect(hidden.data).toEqual({ node: null });
  });

  it('are listed for staff, newest first', async () => {
    await publish(goldAt(15_000), 'two');
    await publish(goldAt(16_000), 'three');
    type Listed = {
      programVersions: { edges: { node: Version }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
    };
    const page = async (first: number, after?: string) =>
      (
        await server.graphql<Listed>(
          `query ($first: Int!, $after: String) { programVersions(first: $first, after: $after) {
            edges { node { number note publishedBy source } } pageInfo { endCursor hasNextPage } } }`,
          { token: 'demo-viewer', variables: { first, after } },
        )
      ).data.programVersions;
    const first = await page(2);
    expect(first.edges.map(({ node }) => [node.number, node.note])).toEqual([
      [3, 'three'],
      [2, 'two'],
    ]);
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = await page(2, first.pageInfo.endCursor);
    expect(second).toMatchObject({ pageInfo: { hasNextPage: false } });
    expect(second.edges).toEqual([{ node: { number: 1, note: null, publishedBy: null, source: SOURCE } }]);
  });

  it('come back as new versions: history is never rewritten', async () => {
    await publish(goldAt(15_000));
    const before = (await tableRows(server.database, 'program_version')).program_version ?? [];
    const { data } = await rollBack(1);
    expect(data.payload).toMatchObject({
      version: { number: 3, note: 'Back to version 1.', source: SOURCE },
      diff: ['tracks.growth.levels.gold.threshold: 15000 → 12000'],
      userErrors: [],
    });
    expect(await inForce()).toEqual({ version: 3, gold: 12_000 });
    const after = (await tableRows(server.database, 'program_version')).program_version ?? [];
    expect(after.slice(0, 2)).toEqual(before);
    expect((await refused(() => rollBack(3)))[0]).toMatchObject({ code: 'STATE_CONFLICT', field: ['version'] });
    for (const number of [0, -1, 4]) {
      expect((await refused(() => rollBack(number)))[0]).toMatchObject({ code: 'NOT_FOUND', field: ['version'] });
    }
  });

  it('are refused with every fault of the file, and nothing is written', async () => {
    const errors = await refused(() =>
      publish(changed(['threshold: 12000', 'threshold: 2'], ['lateHorizon: P90D', 'colour: red'])),
    );
    expect(errors.map(({ code }) => code)).toEqual(errors.map(() => 'PROGRAM_INVALID'));
    expect(errors.map(({ message }) => message).join('\n')).toMatch(
      /Line \d+, program: there is no "colour": remove it/,
    );
    expect(errors.map(({ message }) => message).join('\n')).toMatch(
      /Line \d+, tracks.0.levels.2.keep: write at most 2/,
    );
    expect((await refused(() => publish('')))[0]?.code).toBe('PROGRAM_INVALID');
    for (const note of ['', '  ', 'x'.repeat(501)]) {
      expect((await refused(() => publish(goldAt(15_000), note)))[0]).toMatchObject({
        code: 'INPUT_INVALID',
        field: ['note'],
      });
    }
  });

  it('are of one program in one zone, and a code names one thing for ever', async () => {
    const messages = async (source: string) => {
      const errors = await refused(() => publish(source));
      expect(errors.map(({ code }) => code)).toEqual(errors.map(() => 'STATE_CONFLICT'));
      return errors.map(({ message }) => message);
    };
    expect(await messages(changed(['program: instalment-mall', 'program: other-mall']))).toEqual([
      'program is instalment-mall for ever: write it instead of other-mall.',
    ]);
    expect(await messages(changed(['Asia/Shanghai', 'Asia/Tokyo']))).toEqual([
      'timeZone is Asia/Shanghai for ever: write it instead of Asia/Tokyo.',
    ]);
    expect(await messages(changed(['code: breach', 'code: gold']))).toEqual([
      'The code gold is a level of the track growth in an earlier version, not a rule: choose another code.',
    ]);
    // A code that was retired stays what it was, and may come back as that.
    const retired = changed(['code: breach', 'code: breach-2']);
    await publish(retired);
    expect(await messages(retired.replaceAll('platinum', 'breach').replace('    platinum:', '    breach:'))).toEqual([
      'The code breach is a rule in an earlier version, not a level of the track growth: choose another code.',
    ]);
    expect((await publish(SOURCE)).data.payload).toMatchObject({ version: { number: 3 }, userErrors: [] });
  });

  it('of several who publish at once, one wins and the others are told', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map((n) => publish(goldAt(15_000 + n), `attempt ${n}`)));
    const won = answers.filter(({ data }) => data.payload.version !== null);
    const numbers = won.map(({ data }) => data.payload.version?.number);
    // Those who came late enough to see the winner's version were compared with it, and follow it.
    expect(numbers.toSorted()).toEqual(won.map((_, index) => index + 2));
    expect(won.length).toBeGreaterThan(0);
    for (const { data } of answers) {
      if (data.payload.version) continue;
      expect(data.payload.userErrors).toEqual([
        { code: 'STATE_CONFLICT', message: expect.stringMatching(/^Version \d was published meanwhile/), field: null },
      ]);
    }
    const rows = (await tableRows(server.database, 'program_version')).program_version ?? [];
    expect(rows).toHaveLength(1 + won.length);
  });

  it('that were compared with one and the same version cannot both follow it', async () => {
    const catalogue = new ProgramCatalogue(server.database, server.clock);
    const reviewed = [
      await reviewSource(catalogue, goldAt(15_000)),
      await reviewSource(catalogue, goldAt(16_000)),
    ] as const;
    const publication = { note: 'A race.', publishedBy: 'somebody', publishedAt: server.clock.businessNow() };
    const outcomes = await Promise.allSettled(
      reviewed.map((one) => inTransaction(server.database, (tx) => publishProgram(tx, one, publication))),
    );
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const lost = outcomes.find((outcome) => outcome.status === 'rejected');
    expect(lost?.reason).toMatchObject({
      reasons: [
        { code: 'STATE_CONFLICT', message: 'Version 2 was published meanwhile: compare with it and publish again.' },
      ],
    });
    expect((await tableRows(server.database, 'program_version')).program_version).toHaveLength(2);
  });

  it('are found by number and by the time at which they were in force', async () => {
    const catalogue = new ProgramCatalogue(server.database, server.clock);
    const start = server.clock.businessNow().getTime();
    expect((await catalogue.current()).version).toBe(1);
    server.clock.advance({ days: 2 });
    await publish(goldAt(15_000));
    server.clock.advance({ days: 2 });
    await publish(goldAt(16_000));
    // Another instance looks once a second.
    server.clock.advance({ seconds: 1 });
    const DAY = 86_400_000;
    const at = async (instant: number) => inForceAt((await catalogue.current()).timeline, instant).version;
    expect(await at(start - 1000 * DAY)).toBe(1);
    expect(await at(start + 2 * DAY - 1)).toBe(1);
    expect(await at(start + 2 * DAY)).toBe(2);
    expect(await at(start + 4 * DAY - 1)).toBe(2);
    expect(await at(start + 400 * DAY)).toBe(3);
    expect((await catalogue.current()).version).toBe(3);
    expect((await catalogue.version(2)).program.tracks[0]?.levels[2]?.threshold).toBe(15_000);
    await expect(catalogue.version(9)).rejects.toThrow('no version 9');
  });

  it('may be longer than 64 KiB', async () => {
    const long = `${SOURCE}\n# ${'长'.repeat(60_000)}\n`;
    expect((await publish(long)).data.payload.version?.source).toBe(long);
    expect(await inForce()).toMatchObject({ version: 2 });
  });
});
