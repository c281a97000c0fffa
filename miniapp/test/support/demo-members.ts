/** Members and a program for the unit tests; the real server's demo data need not be the same. */

const LEVELS = [
  { code: 'bronze', rank: 1, threshold: 0, zh: '青铜会员', en: 'Bronze' },
  { code: 'silver', rank: 2, threshold: 3_000, zh: '白银会员', en: 'Silver' },
  { code: 'gold', rank: 3, threshold: 12_000, zh: '黄金会员', en: 'Gold' },
  { code: 'platinum', rank: 4, threshold: 30_000, zh: '铂金会员', en: 'Platinum' },
  { code: 'diamond', rank: 5, threshold: 80_000, zh: '钻石会员', en: 'Diamond' },
];

export interface DemoMember {
  openid: string;
  nickname: string;
  growth: number;
  phoneMasked: string | null;
  blocked?: true;
}

export const DEMO_MEMBERS: DemoMember[] = [
  { openid: 'lin', nickname: '林小满', growth: 10_800, phoneMasked: '138****1234' },
  { openid: 'chen', nickname: '陈知夏', growth: 640, phoneMasked: null },
  { openid: 'zhao', nickname: '赵明远', growth: 12_500, phoneMasked: '139****5678' },
  { openid: 'zhou', nickname: '周若水', growth: 41_200, phoneMasked: '136****2468' },
  { openid: 'su', nickname: '苏清禾', growth: 96_300, phoneMasked: '137****1357' },
  { openid: 'qin', nickname: '秦岭', growth: 4_200, phoneMasked: '135****9753', blocked: true },
];

type Tongue = 'zh' | 'en';

function levelIn(tongue: Tongue, level: (typeof LEVELS)[number]) {
  return { code: level.code, name: level[tongue], rank: level.rank, threshold: level.threshold };
}

/** `me` in the shape of the home and me documents together. */
export function memberJson(member: DemoMember, tongue: Tongue) {
  const reached = LEVELS.filter((level) => level.threshold <= member.growth);
  const current = reached[reached.length - 1] ?? LEVELS[0];
  if (!current) throw new Error('The demo programme has no levels');
  const next = LEVELS[reached.length];
  const needed = next ? next.threshold - member.growth : 0;
  return {
    id: `mbr_${member.openid}`,
    number: `8800${String(member.growth).padStart(8, '0')}`,
    nickname: member.nickname,
    avatarUrl: null,
    phoneMasked: member.phoneMasked,
    joinedAt: '2025-03-08T02:00:00.000Z',
    status: member.blocked ? 'BLOCKED' : 'ACTIVE',
    statusReason: member.blocked
      ? { zh: '账户正在例行核查中，预计三个工作日内完成。', en: 'A routine review is under way, up to three days.' }[
          tongue
        ]
      : null,
    unreadCount: 0,
    points: { available: 482, debt: 0 },
    growth: { value: member.growth },
    checkIn: checkInJson(member.blocked ? { canCheckIn: false } : {}),
    tasks: [taskJson('verify-name', tongue === 'zh' ? '完成实名认证' : 'Verify your name')],
    nextAction: null,
    wallet: { isOffered: true, balanceFen: 43_650 },
    orderCounts: [
      { state: 'PAID', count: 2 },
      { state: 'FULFILLING', count: 1 },
      { state: 'COMPLETED', count: 7 },
    ],
    assets: { coupons: { available: 2 } },
    subscription: null,
    planQuotes: [],
    benefits: [
      { state: 'ACTIVE', benefit: { code: 'birthday', name: '生日积分', kind: 'EMOTIONAL' } },
      { state: 'LOCKED', benefit: { code: 'shop-shipping', name: '商家包邮', kind: 'ECONOMIC' } },
    ],
    level: {
      level: levelIn(tongue, current),
      next: next && {
        needed,
        ratio: (member.growth - current.threshold) / (next.threshold - current.threshold),
        how:
          tongue === 'zh'
            ? `再消费 ¥${needed.toLocaleString('en')} 升级${next.zh}`
            : `Spend ¥${needed.toLocaleString('en')} more to reach ${next.en}`,
        level: levelIn(tongue, next),
      },
    },
  };
}

/** Three days of the ladder climbed, today still open. */
export function checkInJson(changes: object = {}) {
  return {
    today: '2026-11-24',
    canCheckIn: true,
    streak: 3,
    next: { points: 10 },
    ladder: [5, 5, 10, 10, 15, 15, 30].map((points, index) => ({ points, reached: index < 3 })),
    ...changes,
  };
}

/** A task that is open and done in a partner's app. */
export function taskJson(code: string, name: string, changes: { task?: object; [field: string]: unknown } = {}) {
  const { task, ...others } = changes;
  const reward = { points: 50, growth: 20, coupon: null, benefit: null };
  return {
    task: { code, name, kind: 'NEWCOMER', unit: 'TIMES', reward, ...task },
    ...{ state: 'OPEN', progress: 0, target: 1, canClaim: false, waitsFor: [], endsAt: null },
    action: { open: 'verification' },
    ...others,
  };
}

export function programJson(tongue: Tongue) {
  return {
    code: 'instalment-mall',
    name: tongue === 'zh' ? '分期商城会员' : 'Instalment mall membership',
    timeZone: 'Asia/Shanghai',
    tracks: [{ code: 'growth', primary: true, levels: LEVELS.map((level) => levelIn(tongue, level)) }],
  };
}
