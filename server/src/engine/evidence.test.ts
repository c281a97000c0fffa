import fc from 'fast-check';
import { Draft } from './draft';
import { evidenceOf, scopeOf, type WrittenHistory } from './evidence';
import { apply, newMember } from './fold';
import { type Input, InputRefused } from './input';
import { scoreOf } from './measures';
import type { Basis, Program, Window } from './program';
import { rational } from './rational';
import type { MemberState } from './state';
import { at, event, level, order, program, refund, track } from './test/fixtures';
import { histories } from './test/histories';
import { loopProgram } from './test/programs';
import { always } from './timeline';

const START = at('2026-01-27');
const months = histories(START, [0, 0, 1, 12, 24, 24 * 6, 24 * 20], [-1, 1, 24, 24 * 5, 24 * 40], true, true);

const bases: Basis[] = [
  { kind: 'growth' },
  { kind: 'points' },
  { kind: 'amount', on: ['order.completed'] },
  { kind: 'activity', scores: { 'order.completed': 3, 'review.posted': 10 }, capPerDay: 12 },
];
const windows: Window[] = [{ kind: 'lifetime' }, { kind: 'calendar', unit: 'month' }, { kind: 'rolling', months: 1 }];

function programOf(basis: Basis, window: Window): Program {
  const loop = loopProgram({ policy: 'oneStep', subtract: basis.kind === 'growth' });
  const [first, ...others] = loop.tracks;
  return { ...loop, tracks: first ? [{ ...first, basis, window }, ...others] : [] };
}

/** Folds a history as far as the rules accept it. */
function fold(rules: Program, inputs: readonly Input[]): { state: MemberState; history: WrittenHistory } {
  let state = newMember(always(rules), START);
  const lines: { seq: number; input: Input }[] = [];
  const entries = [];
  for (const input of inputs) {
    try {
      const outcome = apply(always(rules), state, input);
      state = outcome.state;
      lines.push({ seq: state.journalSeq, input });
      entries.push(...outcome.entries);
    } catch (error) {
      if (!(error instanceof InputRefused)) throw error;
    }
  }
  return { state, history: { lines, entries } };
}

function evidence(rules: Program, inputs: readonly Input[], until?: number) {
  const { state, history } = fold(rules, inputs);
  const [own] = rules.tracks;
  if (!own) throw new Error('No track.');
  const now = until ?? state.asOf;
  const draft = new Draft(always(rules), state, now);
  const found = evidenceOf(rules, own, scopeOf(draft, own, now), history);
  return { found, score: scoreOf(draft, own, state, now), sum: found.reduce((sum, { delta }) => sum + delta, 0) };
}

describe('what a score is made of', () => {
  it('adds up to the score, whatever happened', () => {
    fc.assert(
      fc.property(fc.constantFrom(...bases), fc.constantFrom(...windows), months, (basis, window, inputs) => {
        const { score, sum } = evidence(programOf(basis, window), inputs);
        expect(sum).toBe(score);
      }),
      { numRuns: 300 },
    );
  });

  it('begins after the last change, where the window does', () => {
    const own = track({
      basis: { kind: 'amount', on: ['order.completed'] },
      window: { kind: 'sinceChange' },
      levels: [level('base', 0, 0), level('top', 1, 1000), level('peak', 2, 5000)],
    });
    const inputs = [
      order('a', 900, '2026-02-01'),
      order('b', 200, '2026-02-02'),
      order('c', 700, '2026-02-03'),
      refund('d', 'c', 300, '2026-02-04'),
    ];
    const { found, score } = evidence(program({ tracks: [own] }), inputs);
    expect(found.map(({ event: of, delta }) => [of?.eventKey, delta])).toEqual([
      ['1:c', 700],
      ['1:d', -300],
    ]);
    expect(score).toBe(400);
  });

  it('is the one event of a holding', () => {
    const own = track({ basis: { kind: 'holding' } });
    const inputs = [
      event('late', 'holding.changed', '2026-02-03', { amountFen: 500 }),
      event('early', 'holding.changed', '2026-02-05', { amountFen: 900, occurredAt: at('2026-02-01') }),
    ];
    const { found, sum, score } = evidence(program({ tracks: [own] }), inputs);
    expect([found.map(({ event: of }) => of?.eventKey), sum, score]).toEqual([['1:late'], 500, 500]);
  });

  it('names the part of a weighted score', () => {
    const basis: Basis = {
      kind: 'weighted',
      parts: [
        { basis: { kind: 'amount', on: ['order.completed'] }, weight: rational(1, 2) },
        { basis: { kind: 'points' }, weight: rational(1, 2) },
      ],
    };
    const { found } = evidence(program({ tracks: [track({ basis })] }), [order('a', 1000, '2026-02-01')]);
    expect(found.map(({ basis: part, delta }) => [part, delta])).toEqual([
      ['amount', 1000],
      ['points', 10],
    ]);
  });
});
