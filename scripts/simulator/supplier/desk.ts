import type { SimulatorDeps } from '../types';
import { BehaviourBoard } from './behaviour';
import { type Params, signed } from './signature';

/** The merchant of the demo and its secret: `npm start` gives both to the server. */
const SECRETS: ReadonlyMap<string, string> = new Map([['rungs-demo', 'demo-supplier-secret']]);
/** Seconds until a callback that was not taken comes again. */
const AGAIN_SECONDS = [15, 60, 300, 900] as const;
const ANSWER_TIMEOUT_MS = 5_000;
/** Numbers that end like this cannot be topped up. */
const NO_SUCH_PHONE = '0000';
const CODES_GOOD_FOR_MS = 180 * 86_400_000;

/** An order as the supplier has it. */
export interface SupplierOrder {
  readonly number: string;
  readonly merchant: string;
  readonly item: string;
  readonly quantity: number;
  /** Empty: it brings card codes. */
  readonly account: string;
  readonly amount: string;
  readonly notifyUrl: string;
  readonly supplierNo: string;
  /** How often it was placed: once, if the other side keeps its word. */
  placed: number;
  status: 'accepted' | 'success' | 'failed';
  message: string;
  cards: string;
  /** The supplier denies that it has ever heard of it. */
  readonly isForgotten: boolean;
  /** What callbacks were answered. */
  readonly callbacks: (number | 'dropped' | 'no answer')[];
}

/** What a call comes to: an answer, or none. */
export type Answer = { params: Params } | 'broken' | 'never';

/** A supplier of benefits and top-ups: its orders, and how it behaves. */
export class SupplierDesk {
  readonly behaviour = new BehaviourBoard();
  private readonly orders = new Map<string, SupplierOrder>();
  private readonly stopping = new AbortController();

  constructor(private readonly deps: Pick<SimulatorDeps, 'now' | 'random' | 'schedule' | 'deliver' | 'log'>) {}

  all(): readonly SupplierOrder[] {
    return [...this.orders.values()];
  }

  find(number: string): SupplierOrder | undefined {
    return this.orders.get(number);
  }

  secretOf(merchant: string): string | undefined {
    return SECRETS.get(merchant);
  }

  /** Takes an order; the same number again is the same order. */
  place(params: Params): Answer {
    const { order_no: number = '', account = '' } = params;
    const known = this.orders.get(number);
    if (known) {
      known.placed += 1;
      return this.answer(known);
    }
    const wanted = this.behaviour.current.outcome;
    const outcome = wanted === 'accepted-success' && account.endsWith(NO_SUCH_PHONE) ? 'accepted-failed' : wanted;
    if (outcome === 'no-answer') return 'never';
    const order = this.orderOf(params, outcome === 'absent');
    this.orders.set(number, order);
    if (outcome === 'success' || outcome === 'lost-answer') this.end(order, 'success');
    if (outcome === 'failed') this.end(order, 'failed');
    if (outcome === 'accepted-success' || outcome === 'accepted-failed') {
      const status = outcome === 'accepted-success' ? 'success' : 'failed';
      this.later(this.behaviour.current.seconds, () => this.settle(order, status));
    }
    return outcome === 'lost-answer' ? 'broken' : this.answer(order);
  }

  /** Says how an order stands. */
  query({ order_no: number = '', merchant_id: merchant = '' }: Params): Answer {
    const order = this.orders.get(number);
    if (order && !order.isForgotten) return this.answer(order);
    return this.say(merchant, { merchant_id: merchant, order_no: number, status: 'absent' });
  }

  /** Ends an order and tells. What has ended stays. */
  async settle(order: SupplierOrder, status: 'success' | 'failed'): Promise<void> {
    if (order.status === 'accepted') this.end(order, status);
    await this.tell(order);
  }

  /** Tells how an order stands, now; again later where that is not taken. */
  async tell(order: SupplierOrder, attempt = 0): Promise<void> {
    const copies = this.behaviour.current.duplicateCallbacks ? 2 : 1;
    const outcomes = await Promise.all(Array.from({ length: copies }, () => this.post(order)));
    order.callbacks.push(...outcomes);
    const pause = AGAIN_SECONDS[attempt];
    if (!outcomes.includes(200) && pause !== undefined) this.later(pause, () => this.tell(order, attempt + 1));
  }

  stop(): void {
    this.stopping.abort();
  }

  private orderOf(params: Params, isForgotten: boolean): SupplierOrder {
    const { order_no: number = '', merchant_id: merchant = '', item = '', account = '', amount = '' } = params;
    return {
      ...{ number, merchant, item, account, amount, isForgotten },
      quantity: Number(params.quantity),
      notifyUrl: params.notify_url ?? '',
      supplierNo: `SP${this.deps.random(6).toString('hex').toUpperCase()}`,
      ...{ placed: 1, status: 'accepted', message: '', cards: '', callbacks: [] },
    };
  }

  private end(order: SupplierOrder, status: 'success' | 'failed'): void {
    order.status = status;
    if (status === 'failed') order.message = '号码不存在或已停机';
    if (status === 'success' && order.account === '') order.cards = this.cardsFor(order.quantity);
  }

  private cardsFor(quantity: number): string {
    const until = new Date(this.deps.now() + CODES_GOOD_FOR_MS).toISOString();
    const word = (bytes: number) => this.deps.random(bytes).toString('hex').toUpperCase();
    const cards = Array.from({ length: quantity }, () => ({ number: word(8), secret: word(6), valid_until: until }));
    return JSON.stringify(cards);
  }

  private answer(order: SupplierOrder): Answer {
    return this.say(order.merchant, wordsOf(order));
  }

  private say(merchant: string, words: Params): Answer {
    const isSpoilt = this.behaviour.current.answerSignature === 'bad';
    return { params: signed({ ...words, timestamp: this.stamp() }, SECRETS.get(merchant) ?? '', isSpoilt) };
  }

  private async post(order: SupplierOrder): Promise<number | 'dropped' | 'no answer'> {
    if (this.behaviour.take('dropCallbacks')) {
      return 'dropped';
    }
    const { amount, account, merchant, notifyUrl: url } = order;
    const words = { ...wordsOf(order), amount, account, timestamp: this.stamp() };
    const params = signed(words, SECRETS.get(merchant) ?? '', this.behaviour.current.callbackSignature === 'bad');
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]);
    try {
      return await this.deps.deliver({ url, headers, body: new URLSearchParams(params).toString(), signal });
    } catch {
      return 'no answer';
    }
  }

  private stamp(): string {
    return String(Math.floor(this.deps.now() / 1000));
  }

  private later(seconds: number, task: () => Promise<void>): void {
    this.deps.schedule(seconds * 1000, () => {
      if (this.stopping.signal.aborted) return;
      task().catch((error: unknown) => this.deps.log(`error: ${String(error)}`));
    });
  }
}

function wordsOf({ merchant, number, status, supplierNo, message, cards }: SupplierOrder): Params {
  const code = status === 'failed' ? 'NUMBER_UNKNOWN' : '';
  return { merchant_id: merchant, order_no: number, status, supplier_no: supplierNo, code, message, cards };
}
