import { readProgram } from './parse-program';
import { diffPrograms } from './program-diff';

const file = (more: string, level = '') => `
program: shop
name: Shop
timeZone: Asia/Shanghai
tracks:
  - { code: growth, name: Growth, primary: true, levels: [{ code: base, name: Base, threshold: 0, color: "#111111"${level} }] }
${more}`;
const faults = (more: string, level?: string) =>
  readProgram(file(more, level)).faults?.map(({ path, message }) => `${path}: ${message}`);
const coupon = (text: string) => `coupons: [{ code: c, name: C, ${text} }]`;
const benefit = (text: string) => `benefits: [{ code: b, name: B, kind: service, layer: basic, ${text} }]`;

describe('benefits, gifts and coupons in a program file', () => {
  it('are read with exact rates and defaults', () => {
    const { program } = readProgram(
      file(
        `${benefit('entitlement: { quota: 2, per: quarter }')}
gifts: { pack: [{ coupon: c }, { benefit: b }, { points: 5, growth: 6 }] }
${coupon('kind: percentOff, percent: 1/3, validFrom: 2026-01-01, validTo: 2026-02-01, claimable: true')}`,
        ', benefits: [b], gift: pack',
      ),
    );
    expect(program?.benefits[0]).toMatchObject({
      entitlement: { quota: 2, per: 'quarter' },
      exerciseRate: { numerator: 1n },
    });
    expect(program?.coupons[0]).toEqual({
      ...{
        code: 'c',
        name: { 'zh-CN': 'C', en: 'C' },
        kind: 'percentOff',
        percent: { numerator: 1n, denominator: 3n },
      },
      ...{ minSpendFen: 0, valid: { from: '2026-01-01', to: '2026-02-01' }, claim: {} },
    });
    expect(program?.gifts.pack).toEqual([{ coupon: 'c' }, { benefit: 'b' }, { points: 5, growth: 6 }]);
    expect(program?.tracks[0]?.levels[0]).toMatchObject({ benefits: ['b'], gift: 'pack' });
  });

  it.each([
    [coupon('kind: amountOff, validFor: P1D'), 'coupons.0.offFen: is missing'],
    [coupon('kind: percentOff, percent: 1.5, validFor: P1D'), 'coupons.0.percent: write at most 1'],
    [coupon('kind: freeShipping'), 'coupons.0.validFor: write validFor, or validFrom and validTo'],
    [
      coupon('kind: freeShipping, validFor: P1D, perMember: 1'),
      'coupons.0.perMember: counts claims: write claimable: true, or remove it',
    ],
    [
      coupon('kind: freeShipping, validFor: P1D, claimable: true, claim: { levels: [gold] }'),
      'coupons.0.claim.levels.0: there is no level gold: write one of base',
    ],
    [
      benefit('grant: { coupon: x }, when: birthday'),
      'benefits.0.grant.coupon: there is no coupon x: write one of (none)',
    ],
    [benefit('grant: { points: 1 }'), 'benefits.0.when: is missing: say when the grant is given'],
    [
      benefit('grant: { points: 1 }, when: { holiday: [02-29] }'),
      'benefits.0.when.holiday.0: there is no such day every year',
    ],
    [
      'gifts: { pack: [{ benefit: b }] }',
      'gifts.pack.0.benefit: there is no benefit with an entitlement b: write one of (none)',
    ],
  ])('%s is told', (more, fault) => {
    expect(faults(more)).toEqual([fault]);
  });

  it('are told where a level names what is not there', () => {
    expect(faults('', ', benefits: [b], gift: pack')).toEqual([
      'tracks.0.levels.0.benefits.0: there is no benefit b: write one of (none)',
      'tracks.0.levels.0.gift: there is no gift pack: write one of (none)',
    ]);
  });

  it('are compared by code', () => {
    const read = (more: string) => {
      const { program } = readProgram(file(more));
      if (!program) throw new Error('The file has a fault.');
      return program;
    };
    const before = read(
      `${benefit('grant: { points: 1 }, when: { monthly: 1 }')}\n${coupon('kind: freeShipping, validFor: P1D')}`,
    );
    const after = read(`${benefit('grant: { points: 2 }, when: { monthly: 2 }')}\ngifts: { pack: [{ points: 5 }] }`);
    expect(diffPrograms(before, after)).toEqual([
      'benefits.b.grant.points: 1 → 2',
      'benefits.b.when: monthly, 1 → monthly, 2',
      'gifts.pack.0.points: (none) → 5',
      'coupons.c: removed',
    ]);
  });
});
