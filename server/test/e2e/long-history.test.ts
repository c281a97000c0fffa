import { readFileSync } from 'node:fs';
import { describeOnEachDatabase } from '../support/databases';
import { record, type SentEvent } from '../support/events';
import { refsByMember } from '../support/proofs';
import { countOf } from '../support/rows';
import { statementsDuring } from '../support/statements';
import { startTestServer, type TestServer } from '../support/test-server';

// Eleven thousand events on a busy machine.
jest.setTimeout(300_000);

const DAY_MS = 86_400_000;
const home = readFileSync('miniapp/src/graphql/home.graphql', 'utf8');

describeOnEachDatabase('after a hundred days, of 10 events each and of 100', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(kind);
    const partner = await server.partnerToken();
    for (let part = 0; part < 10; part++) {
      const from = server.clock.businessNow().getTime();
      server.clock.moveTo(new Date(from + 10 * DAY_MS));
      // Every loan is a line of growth; every tenth event earns points, up to a cap of the day.
      const events = (memberRef: string, count: number): SentEvent[] =>
        Array.from({ length: count }, (_, index) => ({
          ...{
            eventId: `${memberRef}-${part}-${index}`,
            memberRef,
            type: index % 10 === 9 ? 'review.posted' : 'loan.disbursed',
          },
          amountFen: 100,
          occurredAt: new Date(from + (index * 10 * DAY_MS) / count),
        }));
      for (const batch of [events('chen', 100), events('lin', 1_000)]) {
        const { results } = await record(server, partner, batch);
        expect(results.filter(({ status }) => status !== 'APPLIED')).toEqual([]);
      }
      await server.nightly();
    }
  });
  afterAll(() => server.close());

  const idOf = async (ref: string) => [...(await refsByMember(server.database))].find(([, own]) => own === ref)?.[0];

  it('the home page takes as many statements as that of a newcomer', async () => {
    expect(
      await countOf(server.database, `SELECT COUNT(*) AS n FROM journal WHERE member_id = ${await idOf('lin')}`),
    ).toBeGreaterThanOrEqual(10_000);
    const counts: number[] = [];
    for (const key of ['newcomer', 'chen', 'lin']) {
      const { accessToken: token } = await server.signIn(key);
      const ask = async () => expect((await server.graphql(home, { token })).errors).toBeUndefined();
      await ask();
      counts.push((await statementsDuring(server.database, ask)).length);
    }
    expect(counts).toEqual([counts[0], counts[0], counts[0]]);
  });

  it('what is stored grows with the days, and with the lots of points that are open, not with the events', async () => {
    const sizeOf = async (ref: string) => {
      const query = 'SELECT state FROM member_state WHERE member_id = ?';
      const [row] = await server.database.reader.query(query, [await idOf(ref)]);
      const { lots, ...rest } = JSON.parse(row.state);
      return { lots: Object.keys(lots).length, bytes: JSON.stringify(rest).length };
    };
    const [few, many] = [await sizeOf('chen'), await sizeOf('lin')];
    // Three reviews a day earn points, by its cap; from noon to noon the days touch 101 dates.
    expect([few.lots, many.lots]).toEqual([100, 303]);
    expect(many.bytes).toBeLessThan(few.bytes * 1.2);
  });
});
