import { settle, withNeeded } from './archive';
import { canonicalJson } from './canonical';
import { apply, newMember } from './fold';
import type { Input } from './input';
import type { Program, ReferralPolicy } from './program';
import { at, event, JOINED, Member, order, orderPoints, program, refund } from './test/fixtures';
import { always } from './timeline';

const policy: ReferralPolicy = {
  window: 'P30D',
  convertsOn: ['order.completed'],
  minAmountFen: 5_000,
  inviter: { points: 200, growth: 20 },
  invitee: { points: 50 },
  limits: { perDay: 2, perMonth: 3, registrationsPerHour: 10 },
};
const rules = (changes: Partial<ReferralPolicy> = {}, rest: Partial<Program> = {}) =>
  program({ rules: [], ...rest, points: { pendingFor: 'P7D' }, referral: { ...policy, ...changes } });

const invited = (when = '2026-01-01'): Input => ({
  kind: 'acceptInvitation',
  at: at(when),
  code: 'ABC',
  since: at(when),
});
const attributed = (when = '2026-01-01T00:00:01'): Input => {
  return { kind: 'attributeReferral', at: at(when), inviter: 7, until: at('2026-01-31') };
};
const reward = (key: string, when: string, invitee = 9): Input => {
  return { kind: 'rewardReferral', at: at(when), invitee, eventKey: `1:${key}` };
};
const revoke = (key: string, when: string): Input => {
  return { kind: 'revokeReferral', at: at(when), invitee: 9, eventKey: `1:${key}` };
};
const invitee = (changes: Partial<ReferralPolicy> = {}) => new Member(rules(changes)).do(invited(), attributed());

describe('an invited member', () => {
  it('converts once, with a reward, by the first event that counts', () => {
    const m = invitee().do(order('small', 4_999, '2026-01-05'), event('x', 'app.opened', '2026-01-05'));
    expect(m.points).toEqual([0, 0]);
    m.do(order('a', 5_000, '2026-01-06'));
    expect(m.points).toEqual([50, 0]);
    expect(m.outcomes.at(-1)?.effects).toContainEqual({
      kind: 'referralConverted',
      inviter: 7,
      eventKey: '1:a',
      at: at('2026-01-06'),
    });
    expect(m.outcomes.at(-1)?.entries.at(-1)?.trace).toEqual({ source: 'referral invitee' });
    expect(m.do(order('b', 9_000, '2026-01-07')).points).toEqual([50, 0]);
  });

  it.each([
    ['before registering', order('a', 9_000, '2025-12-31', { at: at('2026-01-02') })],
    ['after the window', order('a', 9_000, '2026-01-31')],
    ['of another kind', event('a', 'loan.disbursed', '2026-01-06', { amountFen: 9_000 })],
  ])('does not convert by an event %s', (_, input) => {
    const m = invitee().do(input);
    expect([m.points, m.effects.includes('referralConverted')]).toEqual([[0, 0], false]);
  });

  it('converts by the condition of the program alone, and not while blocked', () => {
    const when = { path: 'data.channel', test: { eq: 'app' } } as const;
    const m = invitee({ when }).do(order('a', 9_000, '2026-01-06'));
    expect(m.points).toEqual([0, 0]);
    m.do({ kind: 'block', at: at('2026-01-06') }, order('b', 9_000, '2026-01-06', { data: { channel: 'app' } }));
    expect(m.points).toEqual([0, 0]);
    m.do({ kind: 'unblock', at: at('2026-01-06') }, order('c', 9_000, '2026-01-06', { data: { channel: 'app' } }));
    expect(m.points).toEqual([50, 0]);
  });

  it('converts by what they did before it was known whose the code is', () => {
    const m = new Member(rules()).do(
      event('r', 'member.registered', '2026-01-01', { data: { inviteCode: 'ABC' } }),
      order('a', 9_000, '2026-01-01'),
      order('b', 9_000, '2026-01-01'),
    );
    expect(m.effects).toEqual(['memberInvited']);
    m.do(attributed());
    expect(m.outcomes.at(-1)?.effects).toMatchObject([
      { kind: 'referralAttributed', inviter: 7 },
      { kind: 'rewardGiven', source: 'referral invitee', points: 50, asked: false },
      { kind: 'referralConverted', eventKey: '1:a' },
    ]);
    expect(m.points).toEqual([50, 0]);
  });

  it('is not invited by a registration that is not the first that is known of them', () => {
    const m = new Member(rules()).do(order('a', 9_000, '2026-01-01'));
    m.do(event('r', 'member.registered', '2026-01-01', { data: { inviteCode: 'ABC' } }));
    expect(m.effects).toEqual([]);
  });

  it('loses the reward when the event is undone in the return window, and can convert again', () => {
    const m = invitee().do(order('a', 9_000, '2026-01-06'), refund('p', 'a', 4_000, '2026-01-07'));
    expect(m.points).toEqual([50, 0]);
    m.do(refund('q', 'a', 1_000, '2026-01-08'));
    expect([m.points, m.lastLines, m.effects.at(-1)]).toEqual([[0, 0], ['reverse -50'], 'referralRevoked']);
    expect(m.do(order('b', 9_000, '2026-01-09')).points).toEqual([50, 0]);
  });

  it('keeps the reward when the event is undone later', () => {
    const m = invitee().do(order('a', 9_000, '2026-01-06'), refund('q', 'a', undefined, '2026-01-13'));
    expect([m.points, m.effects.includes('referralRevoked')]).toEqual([[50, 0], false]);
  });

  it('loses the reward for good when the invitation does not count after all', () => {
    const m = invitee().do(order('a', 9_000, '2026-01-06'));
    m.do({ kind: 'closeReferral', at: at('2026-01-06'), eventKey: '1:a', reason: 'SAME_PHONE' });
    expect(m.points).toEqual([0, 0]);
    expect(m.do(order('b', 9_000, '2026-01-09')).points).toEqual([0, 0]);
  });
});

describe('an inviter', () => {
  it('is rewarded once for a conversion, up to the limits of the day and the month', () => {
    const m = new Member(rules()).do(reward('a', '2026-01-06'), reward('a', '2026-01-06'));
    expect([m.points, m.state.growth]).toEqual([[200, 0], 20]);
    m.do(reward('b', '2026-01-06', 10), reward('c', '2026-01-06', 11));
    expect(m.points).toEqual([400, 0]);
    m.do(reward('d', '2026-01-07', 12), reward('e', '2026-01-08', 13));
    expect(m.points).toEqual([600, 0]);
    expect(m.outcomes.at(-1)?.effects).toMatchObject([{ kind: 'referralRewarded', invitee: 13, outcome: 'limit' }]);
    expect(m.do(reward('f', '2026-02-01', 14)).points).toEqual([800, 0]);
  });

  it('is not rewarded while blocked', () => {
    const m = new Member(rules()).do({ kind: 'block', at: at('2026-01-05') }, reward('a', '2026-01-06'));
    expect(m.outcomes.at(-1)?.effects).toMatchObject([{ kind: 'referralRewarded', outcome: 'blocked' }]);
    expect(m.points).toEqual([0, 0]);
  });

  it('loses the reward when the conversion is undone, even when that is heard of first', () => {
    const m = new Member(rules()).do(reward('a', '2026-01-06'), revoke('a', '2026-01-07'));
    expect([m.points, m.state.growth, m.lastLines]).toEqual([[0, 0], 0, ['reverse -200', 'reverse -20']]);
    m.do(revoke('b', '2026-01-08'), reward('b', '2026-01-08'));
    expect(m.points).toEqual([0, 0]);
  });
});

it('comes to the same whether or not what is finished is archived', () => {
  const inputs: Input[] = [
    ...[invited(), attributed(), order('a', 9_000, '2026-01-06'), reward('z', '2026-01-06')],
    ...[refund('q', 'a', undefined, '2026-01-08'), order('b', 9_000, '2026-01-09'), revoke('z', '2026-01-09')],
    ...[reward('z', '2026-01-10'), revoke('y', '2026-01-10'), reward('y', '2026-01-10')],
  ];
  const timeline = always(rules({}, { rules: [orderPoints] }));
  const whole = new Member(timeline).do(...inputs);
  const archive: Parameters<typeof withNeeded>[2] = new Map();
  let state = newMember(timeline, JOINED);
  for (const input of inputs) {
    const settled = settle(timeline, apply(timeline, withNeeded(state, input, archive), input).state);
    for (const [key, item] of settled.finished) archive.set(key, item);
    state = settled.state;
  }
  expect(canonicalJson(state)).toBe(canonicalJson(settle(timeline, whole.state).state));
  expect(whole.points).toEqual([90 + 50, 0]);
});
