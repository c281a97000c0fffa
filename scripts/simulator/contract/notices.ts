import { billTime } from '../pay/time';
import type { Merchant, Papay } from '../pay/types';
import type { SimulatorDeps } from '../types';
import type { ContractFaultBoard } from './faults';
import { type Fields, signatureOf, toXml } from './xml';

/** After each failed attempt: seconds until the next. */
const RETRY_SECONDS = [15, 15, 30, 180, 600, 1200, 1800, 3600, 10_800, 21_600] as const;
const ANSWER_TIMEOUT_MS = 5_000;

/** A merchant who has a template of contracts. */
export type PapayMerchant = Merchant & { readonly papay: Papay };

/** Something that a merchant is told, and how that fared. */
export interface V2Notice {
  readonly id: string;
  readonly merchant: PapayMerchant;
  readonly about: 'contract' | 'debit';
  readonly url: string;
  readonly fields: Fields;
  readonly attempts: { at: string; outcome: number | 'dropped' | 'no answer' }[];
  delivered: boolean;
}

/** Tells merchants of contracts and debits, again and again until they answer 2xx. */
export class NoticeDesk {
  private readonly sent = new Map<string, V2Notice>();
  private readonly stopping = new AbortController();
  private held: V2Notice | undefined;

  constructor(
    private readonly deps: Pick<SimulatorDeps, 'now' | 'random' | 'schedule' | 'deliver' | 'log'>,
    private readonly faults: ContractFaultBoard,
  ) {}

  all(): readonly V2Notice[] {
    return [...this.sent.values()];
  }

  find(id: string): V2Notice | undefined {
    return this.sent.get(id);
  }

  announce(merchant: PapayMerchant, about: V2Notice['about'], url: string, fields: Fields): void {
    const id = `N${this.deps.random(8).toString('hex')}`;
    const notice: V2Notice = { id, merchant, about, url, fields, attempts: [], delivered: false };
    this.sent.set(id, notice);
    this.later(0, () => this.first(notice));
  }

  /** One attempt at once, whatever came before: what “send again” does. */
  async send(notice: V2Notice): Promise<V2Notice['attempts']> {
    const copies = this.faults.current.doubleNotices ? 2 : 1;
    const attempts = await Promise.all(Array.from({ length: copies }, () => this.attempt(notice)));
    notice.attempts.push(...attempts);
    notice.delivered ||= attempts.some(({ outcome }) => typeof outcome === 'number' && outcome < 300);
    return attempts;
  }

  stop(): void {
    this.stopping.abort();
  }

  private async first(notice: V2Notice): Promise<void> {
    const earlier = this.held;
    this.held = this.faults.current.reorderNotices && !earlier ? notice : undefined;
    if (this.held) return;
    await this.sendUntilHeard(notice, 0);
    if (earlier) await this.sendUntilHeard(earlier, 0);
  }

  private async sendUntilHeard(notice: V2Notice, failures: number): Promise<void> {
    if (notice.delivered) return;
    await this.send(notice);
    const wait = RETRY_SECONDS[failures];
    if (notice.delivered || wait === undefined || this.faults.current.noRetries) return;
    this.later(wait, () => this.sendUntilHeard(notice, failures + 1));
  }

  private async attempt({ merchant, about, url, fields }: V2Notice): Promise<V2Notice['attempts'][number]> {
    const at = billTime(this.deps.now());
    if (this.faults.take(about === 'contract' ? 'dropContractNotices' : 'dropDebitNotices')) {
      return { at, outcome: 'dropped' };
    }
    const { wrongAmount, noticeSignature } = this.faults.current;
    const said =
      wrongAmount && fields.total_fee ? { ...fields, total_fee: String(Number(fields.total_fee) + 1) } : fields;
    const sign = signatureOf(said, merchant.papay);
    const body = toXml({ ...said, sign: noticeSignature === 'good' ? sign : [...sign].reverse().join('') });
    const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]);
    try {
      const headers = { 'content-type': 'text/xml' };
      return { at, outcome: await this.deps.deliver({ url, headers, body, signal }) };
    } catch {
      return { at, outcome: 'no answer' };
    }
  }

  private later(seconds: number, task: () => Promise<void>): void {
    this.deps.schedule(seconds * 1000, () => {
      if (this.stopping.signal.aborted) return;
      task().catch((error: unknown) => this.deps.log(`error: ${String(error)}`));
    });
  }
}
