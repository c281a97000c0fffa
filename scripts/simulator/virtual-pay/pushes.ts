import { createCipheriv, createHash } from 'node:crypto';
import { billTime } from '../pay/time';
import type { SimulatorDeps } from '../types';
import type { VirtualFaultBoard } from './faults';
import type { VirtualAccount } from './types';

const RETRIES = 15;
const ANSWER_TIMEOUT_MS = 5_000;
const BLOCK = 32;

/** A message that is pushed, and how that fared. */
export interface Push {
  readonly id: string;
  readonly message: Record<string, unknown>;
  readonly attempts: { at: string; outcome: number | 'dropped' | 'no answer' }[];
  delivered: boolean;
  /** Called once the other side has taken it. */
  readonly whenTaken?: () => void;
}

/** Pushes messages to the mini-program's server: again after 2, 4, 8 … seconds, up to fifteen times. */
export class PushDesk {
  private readonly sent = new Map<string, Push>();
  private readonly stopping = new AbortController();
  private held: Push | undefined;

  constructor(
    private readonly deps: Pick<SimulatorDeps, 'now' | 'random' | 'schedule' | 'deliver' | 'log'>,
    private readonly account: VirtualAccount,
    private readonly faults: VirtualFaultBoard,
  ) {}

  all(): readonly Push[] {
    return [...this.sent.values()];
  }

  find(id: string): Push | undefined {
    return this.sent.get(id);
  }

  announce(event: Record<string, unknown>, whenTaken?: () => void): void {
    const id = `P${this.deps.random(8).toString('hex')}`;
    const head = { ToUserName: 'gh_simulated', FromUserName: 'simulator', MsgType: 'event' };
    const message = { ...head, CreateTime: Math.floor(this.deps.now() / 1000), ...event };
    const push: Push = { id, message, attempts: [], delivered: false, whenTaken };
    this.sent.set(id, push);
    this.later(0, () => this.first(push));
  }

  /** One attempt at once, whatever came before. */
  async send(push: Push): Promise<Push['attempts']> {
    const copies = this.faults.current.doublePushes ? 2 : 1;
    const attempts = await Promise.all(Array.from({ length: copies }, () => this.attempt(push)));
    push.attempts.push(...attempts);
    if (!push.delivered && attempts.some(({ outcome }) => typeof outcome === 'number' && outcome < 300)) {
      push.delivered = true;
      push.whenTaken?.();
    }
    return attempts;
  }

  stop(): void {
    this.stopping.abort();
  }

  private async first(push: Push): Promise<void> {
    const earlier = this.held;
    this.held = this.faults.current.reorderPushes && !earlier ? push : undefined;
    if (this.held) return;
    await this.sendUntilHeard(push, 0);
    if (earlier) await this.sendUntilHeard(earlier, 0);
  }

  private async sendUntilHeard(push: Push, failures: number): Promise<void> {
    if (push.delivered) return;
    await this.send(push);
    if (push.delivered || failures >= RETRIES || this.faults.current.noRetries) return;
    this.later(2 ** (failures + 1), () => this.sendUntilHeard(push, failures + 1));
  }

  private async attempt({ message, attempts }: Push): Promise<Push['attempts'][number]> {
    const at = billTime(this.deps.now());
    if (this.faults.take('dropPushes')) return { at, outcome: 'dropped' };
    const text = JSON.stringify({ ...message, RetryTimes: attempts.length });
    const { url, body } = this.addressed(text);
    const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]);
    try {
      const headers = { 'content-type': 'application/json' };
      return { at, outcome: await this.deps.deliver({ url, headers, body, signal }) };
    } catch {
      return { at, outcome: 'no answer' };
    }
  }

  /** The address with its signature, and the body as it travels. */
  private addressed(text: string): { url: string; body: string } {
    const { pushUrl, pushToken, encodingAesKey, appid } = this.account;
    const timestamp = String(Math.floor(this.deps.now() / 1000));
    const nonce = String(this.deps.random(4).readUInt32BE());
    const sign = (...more: string[]) => {
      const words = [pushToken, timestamp, nonce, ...more].sort().join('');
      const good = createHash('sha1').update(words).digest('hex');
      return this.faults.current.pushSignature === 'good' ? good : [...good].reverse().join('');
    };
    const query = new URLSearchParams({ signature: sign(), timestamp, nonce });
    if (encodingAesKey === undefined) return { url: `${pushUrl}?${query}`, body: text };
    const sealed = this.sealed(text, encodingAesKey, appid);
    query.set('encrypt_type', 'aes');
    query.set('msg_signature', sign(sealed));
    return { url: `${pushUrl}?${query}`, body: JSON.stringify({ ToUserName: 'gh_simulated', Encrypt: sealed }) };
  }

  private sealed(text: string, encodingAesKey: string, appid: string): string {
    const key = Buffer.from(`${encodingAesKey}=`, 'base64');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(Buffer.byteLength(text));
    const plain = Buffer.concat([this.deps.random(16), length, Buffer.from(text), Buffer.from(appid)]);
    const padding = BLOCK - (plain.length % BLOCK);
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    return Buffer.concat([
      cipher.update(plain),
      cipher.update(Buffer.alloc(padding, padding)),
      cipher.final(),
    ]).toString('base64');
  }

  private later(seconds: number, task: () => Promise<void>): void {
    this.deps.schedule(seconds * 1000, () => {
      if (this.stopping.signal.aborted) return;
      task().catch((error: unknown) => this.deps.log(`error: ${String(error)}`));
    });
  }
}
