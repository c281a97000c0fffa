import { readFileSync } from 'node:fs';
import type { Effect } from '../../engine/outcome';
import { always } from '../../engine/timeline';
import { parseProgram } from '../programs/parse-program';
import { textOf } from './notification-kinds';
import { wordsOf } from './notification-words';
import { notificationsOf } from './notifications-of-effects';

const program = parseProgram(readFileSync('server/programs/instalment-mall.yaml', 'utf8'), 'instalment-mall.yaml');
const current = { version: 1, program, timeline: always(program) };
const at = Date.parse('2026-03-01T04:00:00Z');

const waiting = (effect: Effect, memberId = 1, id = 1) => ({
  ...{ id, memberId, effect, recordedAt: new Date(at), attempts: 0 },
});
type LevelChanged = Extract<Effect, { kind: 'levelChanged' }>;
const step = (from: string, to: string, cause: LevelChanged['cause'], when = at): LevelChanged => ({
  ...{ kind: 'levelChanged', track: 'growth', from, to, cause, at: when },
});
const told = (...effects: Effect[]) =>
  notificationsOf(
    program,
    effects.map((effect) => waiting(effect)),
  );
const bodies = (locale: 'zh-CN' | 'en', ...effects: Effect[]) =>
  told(...effects).map(({ kind, data }) => textOf(kind, data as never, wordsOf(current, locale), locale).body);

describe('the messages that effects lead to', () => {
  it('are none for those who join, and for what is not for members', () => {
    const others: Effect[] = [
      { kind: 'reversalSettled', eventKey: '1:a', as: 'applied', at },
      { kind: 'reviewNeeded', track: 'growth', level: 'gold', at },
    ];
    expect(told(step('bronze', 'bronze', 'joined'), ...others)).toEqual([]);
  });

  it.each([
    ['upgrade', 'bronze', 'gold', 'LEVEL_UP', 'Congratulations: you rose from Bronze to Gold.'],
    ['downgrade', 'gold', 'silver', 'LEVEL_DOWN', 'Gold has run out and was not kept; your level is Silver.'],
    ['manual', 'bronze', 'gold', 'LEVEL_UP', 'Your level was set from Bronze to Gold.'],
    ['manual', 'gold', 'bronze', 'LEVEL_DOWN', 'Your level was set from Gold to Bronze.'],
    [
      ...(['manualEnded', 'gold', 'bronze', 'LEVEL_DOWN'] as const),
      'The time for which Gold was given to you has ended; your level is Bronze.',
    ],
    [
      ...(['revoked', 'gold', 'bronze', 'LEVEL_REVOKED'] as const),
      'What had reached it was returned or cancelled; your level is Bronze again.',
    ],
  ] as const)('say what a change of level was: %s from %s to %s', (cause, from, to, kind, body) => {
    const change = step(from, to, cause);
    expect(told(change)).toMatchObject([{ memberId: 1, kind, createdAt: at, cause: 'outbox:1' }]);
    expect(bodies('en', change)).toEqual([body]);
  });

  it('take the steps of one instant together, and are none when they lead back', () => {
    const steps = [step('gold', 'bronze', 'revoked'), step('bronze', 'silver', 'upgrade')];
    expect(told(...steps)).toMatchObject([{ kind: 'LEVEL_REVOKED', data: { from: 'gold', to: 'silver' } }]);
    expect(told(step('bronze', 'gold', 'upgrade'), step('gold', 'bronze', 'revoked'))).toEqual([]);
    expect(told(step('gold', 'silver', 'downgrade'), step('silver', 'bronze', 'downgrade', at + 1))).toHaveLength(2);
  });

  it('sum up lots that expire on one day, of one member, so long before', () => {
    const lot = (lotId: number, points: number, hours = 0, before = 'P7D'): Effect => ({
      ...{ kind: 'pointsExpiring', lotId, points, before, at },
      expiresAt: Date.parse('2026-03-31T04:00:00Z') + hours * 3_600_000,
    });
    expect(told(lot(1, 500), lot(2, 700, 3))).toMatchObject([{ data: { points: 1200 } }]);
    // Midnight is the end of the day before; an hour later is the next day.
    expect(bodies('zh-CN', lot(1, 500), lot(2, 700, 12), lot(3, 9, 13))).toEqual([
      '您有 1,200 积分将于2026年3月31日到期，当日仍可使用。',
      '您有 9 积分将于2026年4月1日到期，当日仍可使用。',
    ]);
    expect(told(lot(1, 500), lot(1, 500, 0, 'P1D'))).toHaveLength(2);
    expect(notificationsOf(program, [waiting(lot(1, 5)), waiting(lot(1, 5), 2, 2)])).toHaveLength(2);
  });

  it('name a level that a later version retired, and one that nobody knows by its code', () => {
    const { tracks, ...rest } = program;
    const fewer = { ...rest, tracks: tracks.map((track) => ({ ...track, levels: track.levels.slice(0, 2) })) };
    const later = {
      version: 2,
      program: fewer,
      timeline: [...always(program), { version: 2, from: at, program: fewer }],
    };
    const words = wordsOf(later, 'zh-CN');
    expect([words.level('growth', 'gold'), words.level('growth', 'iron')]).toEqual(['黄金会员', 'iron']);
    expect([words.ofTrack('growth'), words.ofTrack('wealth')]).toEqual(['', 'wealth：']);
  });
});
