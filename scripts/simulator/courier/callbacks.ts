import { createHash } from 'node:crypto';
import type { SimulatorDeps } from '../types';
import type { CourierFaultBoard } from './faults';
import type { SimulatedParcel, Subscription } from './parcels';
import { resultOf } from './result';

/** Kuaidi100 tries again half an hour after each failure, three times. */
const RETRY_SECONDS = [1800, 1800, 1800] as const;
const ANSWER_TIMEOUT_MS = 5_000;

/** One try to tell it. `outcome` is the status of the answer, or why there was none. */
export interface CallbackAttempt {
  readonly at: number;
  readonly outcome: number | 'dropped' | 'no answer';
}

/** What a subscriber is told: the parcel as it was when it was made. */
export interface Callback {
  readonly id: string;
  readonly com: string;
  readonly num: string;
  readonly url: string;
  readonly salt: string;
  readonly param: string;
  readonly attempts: CallbackAttempt[];
  delivered: boolean;
}

/** Tells subscribers what became of their parcels. */
export class CallbackTeller {
  private readonly made = new Map<string, Callback>();
  private readonly stopping = new AbortController();
  private held: Callback | undefined;

  constructor(
    private readonly deps: Pick<SimulatorDeps, 'now' | 'schedule' | 'deliver' | 'log'>,
    private readonly faults: CourierFaultBoard,
  ) {}

  all(): readonly Callback[] {
    return [...this.made.values()];
  }

  find(id: string): Callback | undefined {
    return this.made.get(id);
  }

  /** Tells a subscriber soon; `status` is `abort` when the parcel is watched no more. */
  announce(
    parcel: SimulatedParcel,
    { callbackUrl: url, salt, withStates }: Subscription,
    status: 'polling' | 'shutdown' | 'abort',
  ): void {
    const message = status === 'abort' ? '3天查询无记录' : '';
    const lastResult = resultOf(parcel, withStates);
    const param = JSON.stringify({
      ...{ status, billstatus: '', message, autoCheck: '0', comOld: '', comNew: '' },
      lastResult,
    });
    const id = `cb_${this.made.size + 1}`;
    const callback: Callback = {
      ...{ id, com: parcel.com, num: parcel.num, url, salt, param },
      attempts: [],
      delivered: false,
    };
    this.made.set(id, callback);
    this.later(0, () => this.first(callback));
  }

  /** One attempt at once, whatever came before: what “send again” does. */
  async send(callback: Callback): Promise<readonly CallbackAttempt[]> {
    const copies = this.faults.current.doubleCallbacks ? 2 : 1;
    const attempts = await Promise.all(Array.from({ length: copies }, () => this.attempt(callback)));
    callback.attempts.push(...attempts);
    if (attempts.some(({ outcome }) => outcome === 200)) callback.delivered = true;
    this.deps.log(`callback ${callback.num} ${attempts.map(({ outcome }) => outcome).join(' ')}`);
    return attempts;
  }

  /** Nothing is sent from now on. */
  stop(): void {
    this.stopping.abort();
  }

  private async first(callback: Callback): Promise<void> {
    const earlier = this.held;
    this.held = this.faults.current.reorderCallbacks && !earlier ? callback : undefined;
    if (this.held) return;
    await this.sendUntilHeard(callback, 0);
    if (earlier) await this.sendUntilHeard(earlier, 0);
  }

  private async sendUntilHeard(callback: Callback, failures: number): Promise<void> {
    // By hand, perhaps, in the meantime.
    if (callback.delivered) return;
    await this.send(callback);
    const wait = RETRY_SECONDS[failures];
    if (callback.delivered || wait === undefined) return;
    this.later(wait, () => this.sendUntilHeard(callback, failures + 1));
  }

  private later(seconds: number, task: () => Promise<void>): void {
    this.deps.schedule(seconds * 1000, () => {
      if (this.stopping.signal.aborted) return;
      task().catch((error: unknown) => this.deps.log(`error: ${String(error)}`));
    });
  }

  private async attempt({ url, salt, param }: Callback): Promise<CallbackAttempt> {
    const at = this.deps.now();
    if (this.faults.take('dropCallbacks')) return { at, outcome: 'dropped' };
    const secret = this.faults.current.callbackSignature === 'good' ? salt : `${salt}?`;
    const sign = createHash('md5').update(`${param}${secret}`).digest('hex').toUpperCase();
    const body = new URLSearchParams({ sign, param }).toString();
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]);
    try {
      return { at, outcome: await this.deps.deliver({ url, headers, body, signal }) };
    } catch {
      return { at, outcome: 'no answer' };
    }
  }
}
