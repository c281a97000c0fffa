import { describeOnEachDatabase } from '../support/databases';
import { PaymentBench } from '../support/payments';
import { tableRows } from '../support/table-rows';
import type { TestServer } from '../support/test-server';

// A whole server for each test, on a machine that may be busy.
jest.setTimeout(60_000);

describeOnEachDatabase('bills of WeChat Pay', (kind) => {
  let bench: PaymentBench;
  let server: TestServer;
  beforeEach(async () => {
    bench = await PaymentBench.start(kind);
    server = bench.server;
  });
  afterEach(() => bench.proveAndClose());

  const bills = async () => {
    const fields = 'date paidFen refundedFen lines differences { kind number oursFen theirsFen }';
    const query = `{ paymentBills(first: 10) { edges { node { ${fields} } } } }`;
    type Answer = { paymentBills: { edges: { node: { date: string; differences: object[] } }[] } };
    const { data, errors } = await server.graphql<Answer>(query, { token: 'demo-viewer' });
    if (errors) throw new Error(JSON.stringify(errors));
    return data.paymentBills.edges.map(({ node }) => node);
  };

  it('agree, day by day, those on which nothing happened too', async () => {
    await bench.pay();
    const orderId = await bench.pay();
    await bench.cancel(orderId);
    await server.workOnPayments();
    await server.runPayTimers();
    server.clock.advance({ days: 3 });
    const other = await bench.elsewhere();
    await Promise.all([server.workOnPayments(), other.run()]);
    const nothing = { paidFen: 0, refundedFen: 0, lines: 0, differences: [] };
    expect(await bills()).toEqual([
      { date: '2026-03-03', ...nothing },
      { date: '2026-03-02', ...nothing },
      { date: '2026-03-01', paidFen: 1980, refundedFen: 990, lines: 3, differences: [] },
    ]);
    expect(server.logLines.some((line) => line.includes('the bill differs'))).toBe(false);
    // Once an hour is often enough, and a day is done once.
    const before = await tableRows(server.database);
    await server.workOnPayments();
    server.clock.advance({ hours: 1 });
    await server.workOnPayments();
    expect(await tableRows(server.database)).toEqual(before);
  });

  it('tell of a payment that we had missed: it is settled', async () => {
    await server.payDesk.faults({ dropNotifications: 100 });
    const orderId = await bench.payUnheard();
    await server.runPayTimers();
    // The job has given it up.
    await bench.write('UPDATE payment SET check_at = NULL');
    await bench.write('UPDATE mall_order SET due_at = NULL');
    server.clock.advance({ days: 1 });
    await server.workOnPayments();
    expect(await bench.stateOf(orderId)).toBe('PAID');
    expect(await bills()).toEqual([{ date: '2026-03-01', paidFen: 990, refundedFen: 0, lines: 1, differences: [] }]);
  });

  it('differ: both sides are kept and logged', async () => {
    const orderId = await bench.pay();
    const { number } = await bench.paymentOf(orderId);
    await bench.write("UPDATE payment SET number = 'RGNOTTHEIRS'");
    server.clock.advance({ days: 4 });
    await server.workOnPayments();
    const found = (await bills()).filter(({ differences }) => differences.length > 0);
    expect(found.map(({ date, differences }) => [date, differences])).toEqual([
      ['2026-03-03', [{ kind: 'PAYMENT', number: 'RGNOTTHEIRS', oursFen: 990, theirsFen: null }]],
      ['2026-03-01', [{ kind: 'PAYMENT', number, oursFen: null, theirsFen: 990 }]],
    ]);
    expect(server.logLines.filter((line) => line.includes('the bill differs'))).toHaveLength(2);
  });

  it('are for staff alone', async () => {
    const { errors } = await server.graphql('{ paymentBills(first: 1) { edges { node { date } } } }', {
      token: bench.token,
    });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
