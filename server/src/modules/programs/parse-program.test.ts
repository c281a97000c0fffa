import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rational } from '../../engine/rational';
import { ConfigurationError } from '../../platform/errors';
import { parseProgram } from './parse-program';

const good = `program: shop
name: { zh-CN: 会员, en: Members }
timeZone: Asia/Shanghai
tracks:
  - code: growth
    name: Growth
    primary: true
    levels:
      - { code: bronze, name: Bronze, threshold: 0, color: '#a4663d' }
      - { code: silver, name: { zh-CN: 白银, en: Silver }, threshold: 3000, color: '#6f7d8c' }
`;

function faults(change: (source: string) => string): string[] {
  const source = change(good);
  expect(source).not.toBe(good);
  try {
    parseProgram(source, 'shop.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as Error).message.split('\n');
  }
  throw new Error('Nothing was refused.');
}
const both = (text: string) => ({ 'zh-CN': text, en: text });
const replace = (text: string, by: string) => (source: string) => source.replace(text, by);

describe('parseProgram', () => {
  it('reads a program and fills in what is left out', () => {
    const policy = {
      upgrade: { skip: true, review: false },
      downgrade: { policy: 'none', grace: 'P0D', atExpiry: 'none' },
    };
    expect(parseProgram(good, 'shop.yaml')).toEqual({
      code: 'shop',
      name: { 'zh-CN': '会员', en: 'Members' },
      timeZone: 'Asia/Shanghai',
      lateHorizon: 'P90D',
      mall: { payWithin: 'PT15M', receiveAfter: 'P10D', returnWithin: 'P7D' },
      points: { pendingFor: 'P0D', costPerPointFen: rational(1), remindBefore: [] },
      growth: {},
      rules: [],
      campaigns: [],
      tags: [],
      plans: [],
      offers: [],
      tasks: [],
      benefits: [],
      gifts: {},
      coupons: [],
      couponsRemindBefore: ['P3D'],
      approvalAbove: {},
      tracks: [
        {
          code: 'growth',
          name: { 'zh-CN': 'Growth', en: 'Growth' },
          kind: 'level',
          primary: true,
          basis: { kind: 'growth' },
          window: { kind: 'lifetime' },
          ...policy,
          levels: [
            { code: 'bronze', name: both('Bronze'), threshold: 0, keep: 0, color: '#a4663d', rank: 0, benefits: [] },
            {
              code: 'silver',
              name: { 'zh-CN': '白银', en: 'Silver' },
              threshold: 3000,
              keep: 3000,
              color: '#6f7d8c',
              rank: 1,
              benefits: [],
            },
          ],
        },
      ],
    });
  });

  it.each(readdirSync('server/programs').filter((file) => file.endsWith('.yaml')))(
    'reads the program %s that comes with Rungs',
    (file) => {
      const path = join('server/programs', file);
      expect(parseProgram(readFileSync(path, 'utf8'), path).tracks.length).toBeGreaterThan(0);
    },
  );

  it.each([
    ['program: shop', 'program: Shop', 'shop.yaml:1 program: use at most 64 lower-case letters, digits and hyphens'],
    [
      'program: shop',
      `program: ${'s'.repeat(65)}`,
      'shop.yaml:1 program: use at most 64 lower-case letters, digits and hyphens',
    ],
    ['{ zh-CN: 会员, en: Members }', '{ zh-CN: 会员 }', 'shop.yaml:2 name: write one text, or { zh-CN: …, en: … }'],
    ['Asia/Shanghai', 'Asia/Nowhere', 'shop.yaml:3 timeZone: write an IANA time zone such as Asia/Shanghai'],
    ['primary: true', 'primary: false', 'shop.yaml:5 tracks: mark exactly one track with primary: true'],
    ['threshold: 0', 'threshold: 5', 'shop.yaml:9 tracks.0.levels.0.threshold: the first level begins at 0'],
    ['threshold: 3000', 'threshold: 0', 'shop.yaml:10 tracks.0.levels.1.threshold: write more than 0, the level below'],
    ['threshold: 3000', 'threshold: 0.5', 'shop.yaml:10 tracks.0.levels.1.threshold: write a whole number'],
    ['threshold: 3000', 'threshold: -3', 'shop.yaml:10 tracks.0.levels.1.threshold: write 0 or more'],
    ['primary: true', 'primary: perhaps', 'shop.yaml:7 tracks.0.primary: write true or false'],
    [
      'primary: true',
      'primary: true\n    kind: gold',
      'shop.yaml:8 tracks.0.kind: write one of registered, level, storedValue, paid',
    ],
    ['threshold: 3000', 'threshold: many', 'shop.yaml:10 tracks.0.levels.1.threshold: write a whole number'],
    ["'#6f7d8c'", 'grey', 'shop.yaml:10 tracks.0.levels.1.color: write a colour such as "#b07d1a"'],
    ["'#6f7d8c' }", "'#6f7d8c', badge: x }", 'shop.yaml:10 tracks.0.levels.1.badge: write an http(s) address'],
    ['code: silver', 'code: bronze', 'shop.yaml:10 tracks.0.levels.1.code: the track has a level bronze already'],
  ])('for %s → %s says where and what to write', (text, by, fault) => {
    expect(faults(replace(text, by))).toContain(fault);
  });

  it('names the place of what is missing, and of what is unknown', () => {
    expect(faults(replace('timeZone: Asia/Shanghai\n', ''))).toEqual(['shop.yaml:1 timeZone: is missing']);
    const colourless = faults(replace(", color: '#6f7d8c'", ''));
    expect(colourless).toEqual(['shop.yaml:10 tracks.0.levels.1.color: is missing']);
    const unknown = faults(replace('    primary: true', '    primary: true\n    colour: red'));
    expect(unknown).toEqual(['shop.yaml:8 tracks.0: there is no "colour": remove it, or correct the spelling']);
  });

  it('refuses two tracks of one code, and two primary ones', () => {
    const again = `${good.slice(good.indexOf('  - code: growth'))}`;
    const found = faults((source) => source + again);
    expect(found).toContain('shop.yaml:5 tracks: mark exactly one track with primary: true');
    expect(found).toContain('shop.yaml:11 tracks.1.code: the program has a track growth already');
  });

  it('names every fault at once, each on its line', () => {
    const found = faults((source) => source.replace('Asia/Shanghai', 'x').replace("'#a4663d'", 'brown'));
    expect(found.map((fault) => fault.split(':')[1]?.split(' ')[0])).toEqual(['3', '9']);
  });

  it('names the line of what is not YAML, or too long', () => {
    expect(faults((source) => `${source}  - [\n`)[0]).toMatch(/^shop\.yaml:1\d /);
    expect(faults((source) => `${source}#${'x'.repeat(300_000)}`)[0]).toMatch(
      /^shop\.yaml:1 program: the file has \d+ bytes/,
    );
    expect(faults(() => '')[0]).toMatch(/^shop\.yaml:1 program: /);
  });
});
