// @ts-check
/** `eventsRecord`, 500 events a call, against one transaction an event. */
import { recordInCalls } from './gateway.mjs';
import { startRungs } from './processes.mjs';
import { ratiosOf, spreadOf } from './report.mjs';

const PER_CALL = 500;
/** Calls under way at once. */
const CALLERS = 4;
const SINGLE_CLIENTS = 32;
const DAY_MS = 24 * 3600 * 1000;

/**
 * Gives every member a past, the same with both partners, through the gateway.
 * @param {import('./processes.mjs').Stage} stage
 */
export async function recordPast(stage) {
  const { worker, partners, history, members, quick } = stage;
  const now = Date.now();
  const count = members * (quick ? 3 : 6);
  const lists = history.next(count, SINGLE_CLIENTS, { from: now - 60 * DAY_MS, to: now - DAY_MS });
  const server = await startRungs(stage);
  for (const partnerId of [partners.batched, partners.single]) {
    await recordInCalls(
      server.url,
      await worker.call('partnerToken', { partnerId }),
      inLanes(lists, CALLERS),
      PER_CALL,
    );
  }
  await server.stop();
}

/**
 * @param {import('./processes.mjs').Stage} stage
 * @returns {Promise<import('./report.mjs').Row[]>}
 */
export async function benchIngestion(stage) {
  const { worker, partners, history, quick } = stage;
  const rounds = quick ? 2 : 5;
  const count = quick ? 4000 : 16_000;
  const server = await startRungs(stage);
  const token = await worker.call('partnerToken', { partnerId: partners.batched });
  /** @type {{ calls: number[], single: number[] }} */
  const rates = { calls: [], single: [] };
  for (let round = 0; round < rounds; round++) {
    const now = Date.now();
    const lists = history.next(count, SINGLE_CLIENTS, { from: now - 60_000, to: now });
    const calls = async () =>
      rates.calls.push(count / (await recordInCalls(server.url, token, inLanes(lists, CALLERS), PER_CALL)));
    const single = async () =>
      rates.single.push(count / (await worker.call('recordOneByOne', { partnerId: partners.single, lists })));
    for (const run of round % 2 === 0 ? [calls, single] : [single, calls]) await run();
    console.log(
      `  ingestion, round ${round + 1}: in calls ${Math.round(rates.calls[round] ?? 0)}/s, one by one ${Math.round(rates.single[round] ?? 0)}/s`,
    );
  }
  await server.stop();
  const different = await worker.call('compareLedgers', { partnerIds: [partners.batched, partners.single] });
  if (different.length > 0) {
    throw new Error(
      `${different.length} ledgers differ (in calls / one by one), such as\n${different.slice(0, 5).join('\n')}`,
    );
  }
  return [
    {
      what: `eventsRecord on ${stage.databaseKind}, ${PER_CALL} a call, all rules and the journal, against one transaction an event doing the same`,
      measured: spreadOf(rates.calls, 'events/s'),
      reference: spreadOf(rates.single, 'events/s'),
      values: ratiosOf(rates.calls, rates.single),
      bar: { least: 8 },
      stretch: { least: 15 },
    },
  ];
}

/**
 * Fewer lists, each member still in one of them and their events in the order in which they occurred.
 * @param {readonly import('./events.mjs').SentEvent[][]} lists
 * @param {number} lanes
 * @returns {import('./events.mjs').SentEvent[][]}
 */
function inLanes(lists, lanes) {
  return Array.from({ length: lanes }, (_, lane) => {
    const own = lists.filter((__, index) => index % lanes === lane);
    const length = Math.max(...own.map((list) => list.length));
    return Array.from({ length }, (__, place) => own.flatMap((list) => list.slice(place, place + 1))).flat();
  });
}
