import {
  at,
  JOINED,
  level,
  Member,
  order,
  orderGrowth,
  orderPoints,
  program,
  rate,
  track,
  versions,
} from './test/fixtures';
import { always, inForceAt } from './timeline';

const silverAt = (threshold: number) =>
  program({ rules: [orderGrowth], tracks: [track({ levels: [level('base', 0, 0), level('silver', 1, threshold)] })] });

describe('a version of the program', () => {
  it('is in force from its publication on, the first one for all time before', () => {
    const [first, second] = [program(), program()];
    const timeline = versions([first, at('2026-02-01')], [second, at('2026-03-01')]);
    expect(inForceAt(timeline, at('2020-01-01')).version).toBe(1);
    expect(inForceAt(timeline, at('2026-03-01') - 1).version).toBe(1);
    expect(inForceAt(timeline, at('2026-03-01')).program).toBe(second);
    expect(inForceAt(always(first), 0).program).toBe(first);
  });

  it('gives levels that are reached under it at its publication, and lowers none', () => {
    const lower = new Member(versions([silverAt(200), JOINED], [silverAt(100), at('2026-02-01')]));
    lower.do(order('a', 15_000, '2026-01-05'));
    expect(lower.until('2026-01-31').level()).toBe('base');
    expect(lower.until('2026-03-01').level()).toBe('silver');
    expect(lower.state.tracks.growth?.since).toBe(at('2026-02-01'));

    const higher = new Member(versions([silverAt(100), JOINED], [silverAt(200), at('2026-02-01')]));
    expect(
      higher
        .do(order('a', 15_000, '2026-01-05'))
        .until('2026-03-01')
        .level(),
    ).toBe('silver');
  });

  it('judges nothing that fell due before it', () => {
    const short = program({ points: { expiry: { after: 'P10D' } } });
    const long = program({ points: { expiry: { after: 'P10D' }, remindBefore: ['P1D'] } });
    const m = new Member(versions([short, JOINED], [long, at('2026-01-20')]));
    m.do(order('a', 10_000, '2026-01-05'), order('b', 10_000, '2026-01-12')).until('2026-02-01');
    // The first lot expired on the 15th under the version without reminders, the second on the 22nd with one.
    expect(m.effects).toEqual(['pointsExpired', 'pointsExpiring', 'pointsExpired']);
    expect(m.outcomes.at(-1)?.entries.map(({ delta, programVersion }) => [delta, programVersion])).toEqual([
      [-100, 1],
      [-100, 2],
    ]);
  });

  it('is told by each line: the one in force when an event occurred, whenever it arrived', () => {
    const double = program({ rules: [{ ...orderPoints, points: { perYuan: rate('2'), rounding: 'down' } }] });
    const m = new Member(versions([program(), JOINED], [double, at('2026-02-01')]));
    m.do(order('late', 100, '2026-01-31', { at: at('2026-02-02') }), order('now', 100, '2026-02-03'));
    const lines = m.outcomes.flatMap(({ entries }) => entries);
    expect(lines.map(({ delta, programVersion }) => [delta, programVersion])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });
});
