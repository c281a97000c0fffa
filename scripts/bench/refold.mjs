// @ts-check
/** Folding journals again, and letting time pass for everybody at once. */
import { spreadOf } from './report.mjs';

/** By then a validity of every member has ended, and all points have expired. */
const DAYS = 500;

/**
 * @param {import('./processes.mjs').Stage} stage
 * @returns {Promise<import('./report.mjs').Row[]>}
 */
export async function benchRefold({ worker, quick, databaseKind }) {
  const rounds = quick ? 2 : 5;
  /** @type {number[]} */
  const rates = [];
  let inputs = 0;
  for (let round = 0; round < rounds; round++) {
    const { seconds, result } = await worker.call('refold');
    if (result.differences.length > 0) {
      throw new Error(
        `${result.differences.length} states differ from their journals, such as ${result.differences[0]}`,
      );
    }
    inputs = result.inputs;
    rates.push(inputs / seconds);
    console.log(`  refold, round ${round + 1}: ${Math.round(inputs / seconds)} inputs/s`);
  }
  // Once: afterwards nothing is due any more.
  const passed = await worker.call('passTime', { days: DAYS });
  const perSecond = passed.result / passed.seconds;
  return [
    {
      what: `refold of journals (rebuild --verify) on ${databaseKind}, ${inputs.toLocaleString('en')} inputs`,
      measured: spreadOf(rates, 'inputs/s'),
      values: rates,
      unit: 'inputs/s',
      bar: { least: 20_000 },
      stretch: { least: 60_000 },
    },
    {
      what: `nightly run on ${databaseKind}, everything due: ${passed.result.toLocaleString('en')} members (one run)`,
      measured: spreadOf([perSecond], 'members/s'),
      values: [perSecond],
      unit: 'members/s',
      bar: { least: 8000 },
      stretch: { least: 25_000 },
    },
  ];
}
