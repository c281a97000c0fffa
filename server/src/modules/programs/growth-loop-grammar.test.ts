import { readProgram } from './parse-program';
import { diffPrograms } from './program-diff';

const BASE = `program: shop
name: Shop
timeZone: Asia/Shanghai
tracks: [{ code: growth, name: G, primary: true, basis: { kind: growth }, levels: [{ code: base, name: B, threshold: 0, color: '#000000' }] }]
`;
const WALLET =
  'wallet: { gifts: [{ atLeastFen: 100, giftFen: 5 }, { atLeastFen: 500, giftFen: 50 }], maxBalanceFen: 9000 }\n';
const REFERRAL = `referral:
  window: P30D
  convertsOn: order.completed
  when: { data.channel: { eq: app } }
  inviter: { points: 200, growth: 5 }
  invitee: { growth: 50 }
  limits: { perDay: 5 }
`;

const read = (text: string) => readProgram(BASE + text);
const faults = (text: string) => read(text).faults?.map(({ path, message }) => `${path}: ${message}`);
const programOf = (text: string) => {
  const { program, faults: wrong } = read(text);
  if (!program) throw new Error(JSON.stringify(wrong));
  return program;
};

describe('stored value in a program file', () => {
  it('is read with its defaults', () => {
    expect(programOf(WALLET).wallet).toEqual({
      gifts: [
        { atLeastFen: 100, giftFen: 5 },
        { atLeastFen: 500, giftFen: 50 },
      ],
      spendOrder: 'principalFirst',
      maxBalanceFen: 9000,
    });
    expect(programOf('').wallet).toBeUndefined();
  });

  it.each([
    [WALLET.replace('500', '100'), 'wallet.gifts.1.atLeastFen: write more than 100: gifts stand by rising amount'],
    ['wallet: { spendOrder: random }\n', 'wallet.spendOrder: write one of principalFirst, giftFirst, proportional'],
    ['wallet: { maxBalanceFen: 0 }\n', 'wallet.maxBalanceFen: write 1 or more'],
  ])('%s is a fault', (text, fault) => {
    expect(faults(text)).toContain(fault);
  });

  it('differs by the amounts', () => {
    expect(diffPrograms(programOf(WALLET), programOf(WALLET.replace('giftFen: 50', 'giftFen: 60')))).toEqual([
      'wallet.gifts.500: 50 → 60',
    ]);
  });
});

describe('invitations in a program file', () => {
  it('are read with their defaults', () => {
    expect(programOf(REFERRAL).referral).toEqual({
      ...{ window: 'P30D', convertsOn: ['order.completed'], minAmountFen: 0 },
      when: { path: 'data.channel', test: { eq: 'app' } },
      ...{ inviter: { points: 200, growth: 5 }, invitee: { growth: 50 } },
      limits: { perDay: 5, registrationsPerHour: 20 },
    });
  });

  it.each([
    [REFERRAL.replace('P30D', 'P0D'), 'referral.window: write more than nothing'],
    [REFERRAL.replace('{ growth: 50 }', '{}'), 'referral.invitee: give points, growth, coupon or benefit'],
    [
      REFERRAL.replace('data.channel: { eq: app }', 'member.level: { eq: gold }'),
      'referral.when: the primary track has no level gold: write one of base',
    ],
  ])('%s is a fault', (text, fault) => {
    expect(faults(text)).toContain(fault);
  });

  it('differ by their parts', () => {
    const after = programOf(REFERRAL.replace('points: 200', 'points: 300').replace('eq: app', 'eq: web'));
    expect(diffPrograms(programOf(REFERRAL), after)).toEqual([
      'referral.when: data.channel = "app" → data.channel = "web"',
      'referral.inviter.points: 200 → 300',
    ]);
  });
});
