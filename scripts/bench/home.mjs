// @ts-check
/** The home query against hand-written handlers of the same answer. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/project.mjs';
import { callGateway } from './gateway.mjs';
import { requestBytes, runLoad } from './load.mjs';
import { startRungs, startServer } from './processes.mjs';
import { median, ratiosOf, spreadOf } from './report.mjs';

const CLIENTS = 32;
const MEMBERS = 2000;
const COMPARED = 50;
const WARM_UP_SECONDS = 2;

/** @typedef {{ key: string, url: string, requests: Buffer[], rates: number[] }} Contestant */

/**
 * Runs the rounds; each server in turn has the machine to itself and the load.
 * @param {import('./processes.mjs').Stage} stage
 * @returns {Promise<import('./report.mjs').Row[]>}
 */
export async function benchHome(stage) {
  const rounds = stage.quick ? 2 : 7;
  const seconds = stage.quick ? 2 : 8;
  const tokens = await stage.worker.call('memberTokens', { partnerId: stage.partners.batched, count: MEMBERS });
  const document = readFileSync(join(ROOT, 'miniapp/src/graphql/home.graphql'), 'utf8');
  const body = JSON.stringify({ query: document, operationName: 'Home' });
  const rungs = await startRungs(stage);
  const reference = (/** @type {string} */ kind) =>
    startServer(stage, kind, 'scripts/bench/reference-home.js', { BENCH_KIND: kind });
  const [each, merged, mercurius] = [await reference('each'), await reference('merged'), await reference('mercurius')];
  await compareAnswers(tokens, body, [`${each.url}/home`, `${merged.url}/home`], [rungs.url, mercurius.url]);

  const contestant = (
    /** @type {string} */ key,
    /** @type {string} */ url,
    /** @type {string | undefined} */ sent,
  ) => ({
    key,
    url,
    requests: tokens.map((/** @type {string} */ token) => requestBytes(url, { token, body: sent })),
    rates: /** @type {number[]} */ ([]),
  });
  /** @type {Contestant[]} */
  const contestants = [
    contestant('rungs', `${rungs.url}/graphql`, body),
    contestant('each', `${each.url}/home`, undefined),
    contestant('merged', `${merged.url}/home`, undefined),
    contestant('mercurius', `${mercurius.url}/graphql`, body),
  ];
  for (const { url, requests } of contestants)
    await runLoad({ url, requests, clients: CLIENTS, seconds: WARM_UP_SECONDS });
  let memory = 0;
  for (let round = 0; round < rounds; round++) {
    // Another one begins each time, so that nobody always runs on the machine as the same other has left it.
    const order = contestants.map(
      (_, index) => /** @type {Contestant} */ (contestants[(index + round) % contestants.length]),
    );
    for (const { key, url, requests, rates } of order) {
      rates.push((await runLoad({ url, requests, clients: CLIENTS, seconds })).perSecond);
      if (key === 'rungs') memory = Math.max(memory, await residentMegabytes(rungs.url));
    }
    console.log(
      `  home, round ${round + 1}: ${contestants.map(({ key, rates }) => `${key} ${Math.round(rates[round] ?? 0)}/s`).join(', ')}`,
    );
  }
  const [own, ...others] = contestants;
  const latency = await latencyAtHalf(/** @type {Contestant} */ (own), rounds, seconds);
  await Promise.all([rungs, each, merged, mercurius].map((server) => server.stop()));
  return rowsOf(stage, /** @type {Contestant} */ (own), others, latency, memory);
}

/**
 * @param {readonly string[]} tokens
 * @param {string} body
 * @param {readonly string[]} routes answered to GET
 * @param {readonly string[]} gateways GraphQL
 */
async function compareAnswers(tokens, body, routes, gateways) {
  for (let index = 0; index < COMPARED; index++) {
    const token = /** @type {string} */ (tokens[Math.floor((index * tokens.length) / COMPARED)]);
    const answers = await Promise.all([
      ...gateways.map(async (url) => JSON.stringify((await callGateway(url, token, JSON.parse(body))).data)),
      ...routes.map(async (url) => {
        const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
        return JSON.stringify(/** @type {{ data: unknown }} */ (await response.json()).data);
      }),
    ]);
    if (answers.some((answer) => answer !== answers[0])) {
      throw new Error(`The servers answer the home query differently:\n${answers.join('\n')}`);
    }
  }
}

/**
 * @param {Contestant} own
 * @param {number} rounds
 * @param {number} seconds
 */
async function latencyAtHalf({ url, requests, rates }, rounds, seconds) {
  const perSecond = Math.round(median(rates) / 2);
  const results = [];
  for (let round = 0; round < rounds; round++) {
    results.push(await runLoad({ url, requests, clients: CLIENTS, seconds, perSecond }));
  }
  return { perSecond, p50: results.map(({ p50 }) => p50), p99: results.map(({ p99 }) => p99) };
}

/**
 * Resident memory of the server as it says itself.
 * @param {string} url
 * @returns {Promise<number>}
 */
async function residentMegabytes(url) {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]) / 2 ** 20;
}

/**
 * @param {import('./processes.mjs').Stage} stage
 * @param {Contestant} own
 * @param {Contestant[]} others
 * @param {{ perSecond: number, p50: number[], p99: number[] }} latency
 * @param {number} memory
 * @returns {import('./report.mjs').Row[]}
 */
function rowsOf({ databaseKind }, own, others, { perSecond, p50, p99 }, memory) {
  const named = [
    { key: 'each', what: 'hand-written handler, one look-up per request', bar: 1, stretch: 1.5 },
    { key: 'merged', what: 'hand-written handler, look-ups merged', bar: 0.6, stretch: 0.8 },
    { key: 'mercurius', what: 'Mercurius + jit, the same SQL', bar: 1.2, stretch: 1.6 },
  ];
  const unit = 'req/s';
  const ratios = named.map(({ key, what, bar, stretch }) => {
    const rates = others.find((other) => other.key === key)?.rates ?? [];
    return {
      what: `home query on ${databaseKind} against: ${what}`,
      measured: spreadOf(own.rates, unit),
      reference: spreadOf(rates, unit),
      values: ratiosOf(own.rates, rates),
      bar: { least: bar },
      stretch: { least: stretch },
    };
  });
  return [
    ...ratios,
    {
      what: `p99 of home at half the maximum load (${perSecond} req/s; p50 ${spreadOf(p50, 'ms', 1)})`,
      measured: spreadOf(p99, 'ms', 1),
      values: p99,
      unit: 'ms',
      bar: { most: 20 },
      stretch: { most: 10 },
    },
    {
      what: 'resident memory of the server under the home load, the largest seen',
      measured: `${Math.round(memory)} MB`,
      values: [memory],
      unit: 'MB',
      bar: { most: 250 },
      stretch: { most: 180 },
    },
  ];
}
