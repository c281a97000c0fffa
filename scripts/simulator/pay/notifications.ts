import type { SimulatorDeps } from '../types';
import type { PayFaultBoard } from './faults';
import type { Platform } from './platform';
import { rfc3339, stamp } from './time';
import type { Merchant } from './types';

/** After each failed attempt: seconds until the next. */
const RETRY_SECONDS = [
  15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600,
] as const;
const ANSWER_TIMEOUT_MS = 5_000;
const OTHER_MCHID = '1230000109';

/** What a merchant is told. */
interface Announcement {
  readonly merchant: Merchant;
  readonly url: string;
  readonly eventType: string;
  readonly summary: string;
  readonly originalType: 'transaction' | 'refund';
  readonly content: Record<string, unknown>;
}

/** One try to tell it. `outcome` is the status of the answer, or why there was none. */
export interface Attempt {
  readonly at: string;
  readonly outcome: number | 'dropped' | 'no answer';
}

/** A notification and how it fared. */
export interface Notification extends Announcement {
  readonly id: string;
  readonly createdAt: number;
  readonly attempts: Attempt[];
  delivered: boolean;
}

/** Tells merchants what happened, again and again until they answer 2xx. */
export class Notifier {
  private readonly sent = new Map<string, Notification>();
  private readonly stopping = new AbortController();
  private held: Notification | undefined;

  constructor(
    private readonly deps: Pick<SimulatorDeps, 'now' | 'random' | 'schedule' | 'deliver' | 'log'>,
    private readonly platform: Platform,
    private readonly faults: PayFaultBoard,
  ) {}

  all(): readonly Notification[] {
    return [...this.sent.values()];
  }

  find(id: string): Notification | undefined {
    return this.sent.get(id);
  }

  /** Sends it soon, and again at WeChat Pay's intervals where that fails. */
  announce(announcement: Announcement): void {
    const createdAt = this.deps.now();
    const notification: Notification = {
      ...announcement,
      id: `EV-${stamp(createdAt)}${this.deps.random(8).toString('hex')}`,
      createdAt,
      attempts: [],
      delivered: false,
    };
    this.sent.set(notification.id, notification);
    this.later(this.faults.current.delaySeconds, () => this.first(notification));
  }

  /** One attempt at once, whatever came before: what “send again” does. */
  async send(notification: Notification): Promise<readonly Attempt[]> {
    const copies = this.faults.current.doubleNotifications ? 2 : 1;
    const attempts = await Promise.all(Array.from({ length: copies }, () => this.attempt(notification)));
    notification.attempts.push(...attempts);
    if (attempts.some(({ outcome }) => typeof outcome === 'number' && outcome >= 200 && outcome < 300)) {
      notification.delivered = true;
    }
    this.deps.log(`notify ${notification.eventType} ${attempts.map(({ outcome }) => outcome).join(' ')}`);
    return attempts;
  }

  /** Nothing is sent from now on. */
  stop(): void {
    this.stopping.abort();
  }

  private async first(notification: Notification): Promise<void> {
    const earlier = this.held;
    this.held = this.faults.current.reorderNotifications && !earlier ? notification : undefined;
    if (this.held) return;
    await this.sendUntilHeard(notification, 0);
    if (earlier) await this.sendUntilHeard(earlier, 0);
  }

  private async sendUntilHeard(notification: Notification, failures: number): Promise<void> {
    // By hand, perhaps, in the meantime.
    if (notification.delivered) return;
    await this.send(notification);
    const wait = RETRY_SECONDS[failures];
    if (notification.delivered || wait === undefined) return;
    this.later(wait, () => this.sendUntilHeard(notification, failures + 1));
  }

  private later(seconds: number, task: () => Promise<void>): void {
    this.deps.schedule(seconds * 1000, () => {
      if (this.stopping.signal.aborted) return;
      task().catch((error: unknown) => this.deps.log(`error: ${String(error)}`));
    });
  }

  private async attempt(notification: Notification): Promise<Attempt> {
    const at = rfc3339(this.deps.now());
    if (this.faults.take('dropNotifications')) return { at, outcome: 'dropped' };
    const { signingKey, notificationSignature } = this.faults.current;
    const body = this.bodyOf(notification);
    const headers = {
      'Content-Type': 'application/json',
      'User-Agent': 'Mozilla/4.0',
      ...this.platform.signedHeaders(body, signingKey, notificationSignature),
    };
    const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]);
    try {
      return { at, outcome: await this.deps.deliver({ url: notification.url, headers, body, signal }) };
    } catch {
      return { at, outcome: 'no answer' };
    }
  }

  private bodyOf({ id, createdAt, eventType, summary, merchant, originalType, content }: Notification): string {
    const said = JSON.stringify(this.disguised(content));
    return JSON.stringify({
      id,
      create_time: rfc3339(createdAt),
      resource_type: 'encrypt-resource',
      event_type: eventType,
      summary,
      resource: { ...this.platform.seal(merchant, originalType, said), original_type: originalType },
    });
  }

  private disguised(content: Record<string, unknown>): Record<string, unknown> {
    const { wrongAmount, wrongMchid } = this.faults.current;
    return {
      ...content,
      ...(wrongMchid ? { mchid: OTHER_MCHID } : {}),
      ...(wrongAmount ? { amount: oneFenMore(content.amount) } : {}),
    };
  }
}

function oneFenMore(amount: unknown): object {
  const entries = Object.entries(amount ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === 'number' ? value + 1 : value]));
}
