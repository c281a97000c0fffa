import type { DemoCaller } from '../http/graphiql-sign-in';

/** A member of the demo: their key at the WeChat simulator, which is also the partner's reference of them. */
export interface DemoMember {
  key: string;
  nickname: string;
  /** What was lent to them of late, oldest first, in yuan; at the demo's ¥1 = 1 it adds up to their growth. */
  loansYuan: number[];
  /** Days before the first start of the demo. */
  joinedDaysAgo: number;
  /** What else they did, oldest first: it earns points and leaves growth as it is. */
  errands?: DemoErrand[];
  /** Days before the first start of the demo on which they checked in, oldest first. */
  checkInsDaysAgo?: number[];
  /** The key of the member whose invitation they came by. */
  invitedBy?: string;
}

/** Something that a member of the demo did besides borrowing. */
export interface DemoErrand {
  /** Days before the first start of the demo. */
  daysAgo: number;
  /** Part of the event's id, for others to reverse; the member has no other of it. */
  name: string;
  type:
    | 'order.completed'
    | 'order.refunded'
    | 'loan.repaid'
    | 'review.posted'
    | 'breach.recorded'
    | 'member.profileCompleted';
  yuan?: number;
  /** The name of the errand that this one undoes. */
  reverses?: string;
  data?: Record<string, unknown>;
}

const repaid = (daysAgo: number, name: string): DemoErrand => ({
  ...{ daysAgo, name, type: 'loan.repaid', data: { onTime: true } },
});

// Points of a year ago are about to expire, those of this week wait for the return window, one order met its cap.
const linsErrands: DemoErrand[] = [
  { daysAgo: 364, name: 'order-1', type: 'order.completed', yuan: 3_280 },
  { daysAgo: 362, name: 'review-1', type: 'review.posted' },
  { daysAgo: 331, name: 'order-2', type: 'order.completed', yuan: 6_599 },
  { daysAgo: 240, name: 'order-3', type: 'order.completed', yuan: 1_899 },
  { daysAgo: 150, name: 'order-4', type: 'order.completed', yuan: 4_320 },
  { daysAgo: 46, name: 'order-5', type: 'order.completed', yuan: 12_800 },
  { daysAgo: 44, name: 'review-2', type: 'review.posted' },
  { daysAgo: 28, name: 'order-6', type: 'order.completed', yuan: 25_999 },
  { daysAgo: 24, name: 'refund-6', type: 'order.refunded', yuan: 6_000, reverses: 'order-6' },
  repaid(20, 'repayment-1'),
  repaid(6, 'repayment-2'),
  { daysAgo: 3, name: 'order-7', type: 'order.completed', yuan: 2_688 },
  { daysAgo: 1, name: 'review-3', type: 'review.posted' },
];

// Not enough points for a breach: a debt is left, which the next points settle.
const zhaosErrands: DemoErrand[] = [
  { daysAgo: 60, name: 'order-1', type: 'order.completed', yuan: 3_000 },
  { daysAgo: 40, name: 'review-1', type: 'review.posted' },
  { daysAgo: 9, name: 'breach-1', type: 'breach.recorded' },
];

/** One on each level, one who has just begun, one close to the next level, and the friends of one. The simulator knows them by the same keys. */
export const demoMembers: DemoMember[] = [
  {
    key: 'lin',
    nickname: '林小满',
    loansYuan: [2_000, 3_600, 5_200],
    joinedDaysAgo: 412,
    errands: linsErrands,
    // A day missed, and half a week since.
    checkInsDaysAgo: [6, 5, 3, 2, 1],
  },
  {
    key: 'chen',
    nickname: '陈一舟',
    loansYuan: [6_000, 4_640, 8_000],
    joinedDaysAgo: 730,
    errands: [repaid(30, 'repayment-1'), repaid(2, 'repayment-2')],
  },
  { key: 'zhou', nickname: '周末去爬山', loansYuan: [20_000, 12_300, 20_000], joinedDaysAgo: 1106 },
  { key: 'wu', nickname: '吴师傅家常菜', loansYuan: [50_000, 28_000, 50_000], joinedDaysAgo: 1480 },
  { key: 'zhao', nickname: '赵阿姨', loansYuan: [1_260], joinedDaysAgo: 96, errands: zhaosErrands },
  {
    key: 'sun',
    nickname: '孙同学',
    loansYuan: [],
    joinedDaysAgo: 3,
    errands: [{ daysAgo: 2, name: 'profile', type: 'member.profileCompleted' }],
    checkInsDaysAgo: [1],
    invitedBy: 'lin',
  },
  { key: 'qian', nickname: '钱多多', loansYuan: [12_000, 15_720, 8_000], joinedDaysAgo: 880 },
  {
    key: 'he',
    nickname: '何小雨',
    loansYuan: [],
    joinedDaysAgo: 24,
    errands: [{ daysAgo: 8, name: 'order-1', type: 'order.completed', yuan: 268 }],
    invitedBy: 'lin',
  },
  { key: 'fang', nickname: '方圆', loansYuan: [], joinedDaysAgo: 38, invitedBy: 'lin' },
];

/** The partner of the demo. */
export const demoPartner = { clientId: 'demo-mall', clientSecret: 'demo-mall-secret', name: '示例商城 Demo mall' };

/** The staff of the demo, by bearer token. */
export const demoStaff = [
  { token: 'demo-admin', name: 'Demo admin', roles: ['viewer', 'operator', 'admin'] },
  { token: 'demo-operator', name: 'Demo operator', roles: ['viewer', 'operator'] },
  { token: 'demo-viewer', name: 'Demo viewer', roles: ['viewer'] },
];

/** Everybody whom one can be in GraphiQL with one click. */
export const demoCallers: DemoCaller[] = [
  ...demoMembers.map(
    ({ key, nickname }): DemoCaller => ({
      label: `member ${nickname} (${key})`,
      kind: 'member',
      code: `demo:${key}`,
    }),
  ),
  ...demoStaff.map(({ token }): DemoCaller => ({ label: `staff ${token}`, kind: 'token', token })),
  { label: 'partner demo-mall', kind: 'partner', clientId: 'demo-mall', clientSecret: 'demo-mall-secret' },
];
