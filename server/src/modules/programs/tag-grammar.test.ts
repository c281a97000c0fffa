import { readProgram } from './parse-program';
import { diffPrograms } from './program-diff';

const FULL = `program: tagged
name: Tagged
timeZone: Asia/Shanghai
tags:
  - { code: taster, name: { zh-CN: 品鉴官, en: Taster } }
  - { code: vip, name: VIP }
tracks: [{ code: growth, name: Growth, primary: true, levels: [{ code: base, name: Base, threshold: 0, color: '#000000' }] }]
rules:
  - { code: review, on: review.posted, when: { member.tags: { in: [taster, vip] } }, grant: { points: { fixed: 20 } } }
tasks:
  - code: taste
    kind: monthly
    progress: { on: review.posted, when: { not: { member.tags: { eq: vip } } }, count: 1 }
    reward: { points: 10 }
    visible: { segments: [taster] }
coupons:
  - { code: ten, name: Ten, kind: amountOff, offFen: 1000, validFor: P1D, claimable: true, claim: { segments: [vip] } }
`;

const changed = (from: string, to: string) => {
  expect(FULL).toContain(from);
  return readProgram(FULL.replace(from, to));
};

describe('tags of a program', () => {
  const { program, faults } = readProgram(FULL);

  it('are read, with where they are named', () => {
    expect(faults).toBeUndefined();
    expect(program?.tags.map(({ code, name }) => `${code} ${name['zh-CN']}`)).toEqual(['taster 品鉴官', 'vip VIP']);
    expect(program?.rules[0]?.when).toEqual({ path: 'member.tags', test: { in: ['taster', 'vip'] } });
    expect(program?.tasks[0]?.visible).toEqual({ levels: [], segments: ['taster'] });
    expect(program?.coupons[0]?.claim).toEqual({ segments: ['vip'] });
  });

  it.each([
    [
      'in: [taster, vip]',
      'in: [taster, guest]',
      '9 rules.0.when: there is no tag guest: write one of taster, vip, or add it to tags',
    ],
    [
      'eq: vip',
      'ne: guest',
      '13 tasks.0.progress.when: there is no tag guest: write one of taster, vip, or add it to tags',
    ],
    [
      '[taster] }',
      '[guest] }',
      '15 tasks.0.visible.segments: there is no tag guest: write one of taster, vip, or add it to tags',
    ],
    [
      'segments: [vip]',
      'segments: [guest]',
      '17 coupons.0.claim.segments: there is no tag guest: write one of taster, vip, or add it to tags',
    ],
    ['segments: [vip]', 'segments: []', '17 coupons.0.claim.segments: name at least one tag'],
    [
      'eq: vip',
      'gte: 1',
      '13 tasks.0.progress.when.not.member.tags.gte: tags have no order: write eq, ne, in or exists',
    ],
    ['code: vip', 'code: taster', '6 tags.1.code: the program has a tag taster already'],
  ])('%s → %s is a fault', (from, to, fault) => {
    const told = changed(from, to).faults?.map(({ line, path, message }) => `${line} ${path}: ${message}`) ?? [];
    expect(told).toContain(fault);
  });

  it.each([
    ['en: Taster', 'en: Gourmet', 'tags.taster.name.en: Taster → Gourmet'],
    ['  - { code: vip, name: VIP }', '  - { code: vip, name: VIP }\n  - { code: new, name: New }', 'tags.new: added'],
    ['segments: [taster]', 'segments: [taster, vip]', 'tasks.taste.visible.segments: taster → taster, vip'],
    ['segments: [vip]', 'segments: [taster]', 'coupons.ten.claim.segments: vip → taster'],
  ])('%s → %s is told by the diff', (from, to, line) => {
    const after = changed(from, to).program;
    expect(program && after && diffPrograms(program, after)).toContain(line);
  });
});
