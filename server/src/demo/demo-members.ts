import type { DemoCaller } from '../http/graphiql-sign-in';

/** A member of the demo: their key at the WeChat simulator, which is also the partner's reference of them. */
export interface DemoMember {
  key: string;
  nickname: string;
  /** What was lent to them of late, oldest first, in yuan; at the demo's ¥1 = 1 it adds up to their growth. */
  loansYuan: number[];
  /** Days before the first start of the demo. */
  joinedDaysAgo: number;
}

/** One on each level, one who has just begun, one close to the next level. The simulator knows them by the same keys. */
export const demoMembers: DemoMember[] = [
  { key: 'lin', nickname: '林小满', loansYuan: [2_000, 3_600, 5_200], joinedDaysAgo: 412 },
  { key: 'chen', nickname: '陈一舟', loansYuan: [6_000, 4_640, 8_000], joinedDaysAgo: 730 },
  { key: 'zhou', nickname: '周末去爬山', loansYuan: [20_000, 12_300, 20_000], joinedDaysAgo: 1106 },
  { key: 'wu', nickname: '吴师傅家常菜', loansYuan: [50_000, 28_000, 50_000], joinedDaysAgo: 1480 },
  { key: 'zhao', nickname: '赵阿姨', loansYuan: [1_260], joinedDaysAgo: 96 },
  { key: 'sun', nickname: '孙同学', loansYuan: [], joinedDaysAgo: 3 },
  { key: 'qian', nickname: '钱多多', loansYuan: [12_000, 15_720, 8_000], joinedDaysAgo: 880 },
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
