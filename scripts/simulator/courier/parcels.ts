import type { SimulatorDeps } from '../types';

/** The codes of states that a person can choose, with what a carrier would write. */
export const SCANS: Readonly<Record<string, { status: string; context: string }>> = {
  '1': { status: '揽收', context: '【上海市】快件已被揽收' },
  '0': { status: '在途', context: '【杭州市】快件已到达杭州转运中心' },
  '5': { status: '派件', context: '【杭州市】快递员正在为您派件' },
  '3': { status: '签收', context: '【杭州市】快件已签收，签收人：本人' },
  '2': { status: '疑难', context: '【杭州市】联系不上收件人，稍后再次派送' },
  '14': { status: '拒签', context: '【杭州市】收件人拒收' },
  '6': { status: '退回', context: '【杭州市】快件正在退回' },
  '4': { status: '退签', context: '【上海市】退回件已由寄件人签收' },
};

/** What usually follows. */
const COURSE = ['1', '0', '5', '3'];

/** Carriers that tell nothing without digits of a phone. */
const ASK_FOR_PHONE: ReadonlySet<string> = new Set(['shunfeng', 'shunfengkuaiyun', 'zhongtong']);

/** Something that a carrier wrote down. */
export interface Scan {
  readonly at: number;
  readonly code: string;
  readonly context: string;
}

/** Who asked to be told. */
export interface Subscription {
  readonly callbackUrl: string;
  readonly salt: string;
  /** Whether each scan is told with its own state. */
  readonly withStates: boolean;
}

/** A parcel, the earliest scan first. */
export interface SimulatedParcel {
  readonly com: string;
  readonly num: string;
  readonly scans: Scan[];
  subscription?: Subscription;
}

/** All parcels that somebody moved or asked about. */
export class ParcelBook {
  private readonly parcels = new Map<string, SimulatedParcel>();

  constructor(private readonly deps: Pick<SimulatorDeps, 'now'>) {}

  all(): readonly SimulatedParcel[] {
    return [...this.parcels.values()];
  }

  find(com: string, num: string): SimulatedParcel | undefined {
    return this.parcels.get(`${com} ${num}`);
  }

  /** It, new where it was not known. */
  get(com: string, num: string): SimulatedParcel {
    const known = this.find(com, num);
    if (known) return known;
    const parcel = { com, num, scans: [] };
    this.parcels.set(`${com} ${num}`, parcel);
    return parcel;
  }

  /** Writes something down; without a code, what usually comes next. */
  scan(parcel: SimulatedParcel, given: { code?: string; context?: string; at?: number }): void {
    const code = given.code ?? nextOf(parcel);
    const { context = '快件有新的进展' } = SCANS[code] ?? {};
    parcel.scans.push({ at: given.at ?? this.deps.now(), code, context: given.context ?? context });
    parcel.scans.sort((a, b) => a.at - b.at);
  }
}

/** Whether a carrier answers a caller who names this phone. */
export function isPhoneEnough(com: string, phone: string): boolean {
  return !ASK_FOR_PHONE.has(com) || /\d{4}$/.test(phone);
}

/** What usually comes next; at the end it stays. */
export function nextOf({ scans }: SimulatedParcel): string {
  const last = scans.at(-1);
  if (!last) return '1';
  return COURSE[COURSE.indexOf(last.code) + 1] ?? '3';
}
