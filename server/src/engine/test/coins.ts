import type { Input } from '../input';
import { CoinWallet, Refusal } from './wallet-coins';

/*
 * A second, naive reading of the ledger's rules, to hold the engine against. Every point is a coin of its own that lies
 * somewhere; balances are counted, never kept. Written for one program (see `coinsProgram`), whose zone has no summer
 * time, and sharing no code with the engine.
 */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SHANGHAI = 8 * HOUR;

/** What the modelled program says, in plain numbers. */
export const COINS = {
  pendingDays: 2,
  /** Points live this many days, to the end of the last. */
  lifeDays: 15,
  ordersPerDay: 120,
  pointsPerDay: 150,
  growthPerDay: 140,
  review: 20,
  penalty: 35,
  lateDays: 90,
  /** For each yuan put into the wallet. */
  pointsPerYuanStored: 25,
};

interface Purse {
  id: number;
  born: number;
  opens: number;
  closes: number;
  root?: Purse;
  child?: Purse;
}
interface Coin {
  purse: Purse;
  place: 'free' | 'held' | 'spent' | 'expired' | 'gone';
  hold?: string;
}
interface Grant {
  rule: 'order' | 'growth' | 'review' | 'stored';
  account: 'points' | 'growth';
  day: number;
  amount: number;
  takenBack: number;
  purse?: Purse;
}
interface Told {
  total: number;
  undone: number;
  isOver: boolean;
  grants: Grant[];
}
interface Waiting {
  of: string;
  amount?: number;
  since: number;
}

const dayOf = (time: number): number => Math.floor((time + SHANGHAI) / DAY);
const endOfDay = (day: number): number => (day + 1) * DAY - SHANGHAI;
/** The nearest whole number to `a/b`, the lower one when both are as near. */
const halfDown = (a: number, b: number): number => Math.ceil((2 * a - b) / (2 * b));

/** A member of the naive ledger. */
export class CoinLedger {
  now: number;
  debt = 0;
  growth = 0;
  isBlocked = false;
  readonly purses: Purse[] = [];
  readonly holds = new Map<string, { state: string; deadline: number }>();
  readonly wallet = new CoinWallet('proportional');
  private coins: Coin[] = [];
  private readonly told = new Map<string, Told>();
  private readonly grants: Grant[] = [];
  private waiting: Waiting[] = [];

  constructor(start: number) {
    this.now = start;
  }

  /** How many coins of a purse lie there. */
  count(place: Coin['place'], purse?: Purse): number {
    return this.coins.filter((coin) => coin.place === place && (!purse || coin.purse === purse)).length;
  }

  /** Lets everything fall due until then, one thing after the other. */
  pass(until: number): void {
    for (;;) {
      const ends = this.coins.filter(({ place }) => place === 'free').map(({ purse }) => purse.closes);
      const deadlines = [...this.holds.values()]
        .filter(({ state }) => state === 'held')
        .map(({ deadline }) => deadline);
      const next = Math.min(...ends, ...deadlines);
      if (!(next <= until)) break;
      this.now = Math.max(this.now, next);
      for (const coin of this.coins) {
        if (coin.place === 'free' && coin.purse.closes === next) coin.place = 'expired';
      }
      for (const [id, hold] of this.holds)
        if (hold.state === 'held' && hold.deadline === next) this.letGo(id, 'expired', next);
    }
    this.now = Math.max(this.now, until);
    this.waiting = this.waiting.filter(({ since }) => since + 30 * DAY > this.now);
  }

  /** Folds an input in; throws a Refusal with its code. The caller has let time pass. */
  take(input: Input): void {
    if (input.kind === 'event') this.event(input);
    else if (input.kind === 'hold') this.hold(input);
    else if (input.kind === 'capture') this.capture(input.holdId, input.points);
    else if (input.kind === 'release') {
      this.open(input.holdId);
      this.letGo(input.holdId, 'released', this.now);
    } else if (input.kind === 'return') this.bringBack(input.holdId, input.points);
    else if (input.kind === 'adjustGrowth') this.growth += input.delta;
    else if (input.kind === 'adjustPoints') {
      if (input.delta > 0) this.pour(input.delta, input.at, input.at);
      else this.takeAnywhere(-input.delta);
    } else if (input.kind === 'rechargeWallet') this.recharge(input);
    else if (input.kind === 'spendWallet') this.unlessBlocked(() => this.wallet.take(input));
    else if (input.kind === 'returnWalletSpend') this.wallet.take(input);
    else if (input.kind === 'refundRecharge') this.refund(input);
    else this.isBlocked = input.kind === 'block';
  }

  private event(input: Extract<Input, { kind: 'event' }>): void {
    if (input.occurredAt - input.at > 10 * 60_000) throw new Refusal('EVENT_IN_FUTURE');
    if (input.at - input.occurredAt > COINS.lateDays * DAY) throw new Refusal('EVENT_TOO_OLD');
    if (input.reverses !== undefined) {
      if (this.told.has(input.reverses)) this.undo(input.reverses, input.amountFen);
      else this.waiting.push({ of: input.reverses, amount: input.amountFen, since: input.at });
      return;
    }
    const told: Told = { total: input.amountFen ?? 0, undone: 0, isOver: false, grants: [] };
    this.told.set(input.eventKey, told);
    if (input.type === 'breach.recorded') {
      this.takeAnywhere(COINS.penalty);
      this.growth -= COINS.penalty;
    } else if (!this.isBlocked) this.earn(input, told);
    const mine = this.waiting.filter(({ of }) => of === input.eventKey);
    this.waiting = this.waiting.filter(({ of }) => of !== input.eventKey);
    for (const { amount } of mine) {
      const { undone, total, isOver } = told;
      if (!isOver && undone + (amount ?? 0) <= total) this.undo(input.eventKey, amount);
    }
  }

  private unlessBlocked(work: () => void): void {
    if (this.isBlocked) throw new Refusal('MEMBER_BLOCKED');
    work();
  }

  /** Counts as an event whose amount is what was put in; the gift does not count. */
  private recharge(input: Extract<Input, { kind: 'rechargeWallet' }>): void {
    const { at, rechargeId, amountFen } = input;
    this.unlessBlocked(() => this.wallet.take(input));
    const event = { kind: 'event' as const, at, occurredAt: at, eventKey: `wallet:${rechargeId}` };
    this.event({ ...event, type: 'wallet.recharged', amountFen });
  }

  /** What is paid to the member counts as the reversal of a part. */
  private refund(input: Extract<Input, { kind: 'refundRecharge' }>): void {
    const before = this.wallet.paid;
    this.wallet.take(input);
    this.undo(`wallet:${input.rechargeId}`, this.wallet.paid - before);
  }

  private earn({ type, amountFen: fen = 0, occurredAt }: Extract<Input, { kind: 'event' }>, told: Told): void {
    const day = dayOf(occurredAt);
    const grant = (rule: Grant['rule'], account: Grant['account'], wanted: number, sourceCap: number, cap: number) => {
      const granted = this.grants.filter((other) => other.day === day && other.account === account);
      const sum = (of: Grant[]) => of.reduce((total, { amount }) => total + amount, 0);
      const bySource = sourceCap - sum(granted.filter((other) => other.rule === rule));
      const amount = Math.min(wanted, bySource, cap - sum(granted));
      if (amount <= 0) return;
      const made: Grant = { rule, account, day, amount, takenBack: 0 };
      told.grants.push(made);
      this.grants.push(made);
      if (account === 'growth') this.growth += amount;
      else made.purse = this.pour(amount, occurredAt, occurredAt + COINS.pendingDays * DAY);
    };
    const none = Number.POSITIVE_INFINITY;
    if (type === 'order.completed') {
      grant('growth', 'growth', Math.round((fen - (fen % 100)) / 100), none, COINS.growthPerDay);
      grant('order', 'points', Math.floor((fen * 3) / 200), COINS.ordersPerDay, COINS.pointsPerDay);
    }
    if (type === 'wallet.recharged') {
      grant('stored', 'points', Math.floor((fen * COINS.pointsPerYuanStored) / 100), none, COINS.pointsPerDay);
    }
    if (type === 'review.posted') grant('review', 'points', COINS.review, none, COINS.pointsPerDay);
  }

  private undo(key: string, amount: number | undefined): void {
    const told = this.told.get(key) as Told;
    const { total, undone } = told;
    const after = amount === undefined ? total : undone + amount;
    if (told.isOver || after > total) throw new Refusal('REVERSAL_EXCEEDS_ORIGINAL');
    told.undone = after;
    told.isOver = after === total;
    for (const grant of told.grants) {
      // All that should be back by now, less what is: not the difference of two shares.
      const due = told.isOver ? grant.amount : grant.rule === 'review' ? 0 : halfDown(grant.amount * after, total);
      const part = due - grant.takenBack;
      grant.takenBack = due;
      if (grant.account === 'growth') this.growth -= part;
      else this.takeFrom(grant.purse, part);
    }
  }

  private takeFrom(purse: Purse | undefined, amount: number): void {
    let left = amount;
    const remove = (place: Coin['place'], from: Purse | undefined) => {
      for (const coin of this.coins) {
        if (left === 0 || !from || coin.place !== place || coin.purse !== from) continue;
        coin.place = 'gone';
        left -= 1;
      }
    };
    remove('free', purse);
    remove('expired', purse);
    remove('expired', purse?.child);
    this.takeAnywhere(left);
  }

  private takeAnywhere(amount: number): void {
    const isOpen = (coin: Coin) => coin.purse.opens <= this.now;
    const free = this.spending(({ purse }) => purse.closes > this.now || purse.opens > this.now);
    const inOrder = [...free.filter(isOpen), ...free.filter((coin) => !isOpen(coin))];
    for (const coin of inOrder.slice(0, amount)) coin.place = 'gone';
    this.debt += Math.max(0, amount - inOrder.length);
  }

  /** The free coins in the order in which they are spent. */
  private spending(filter: (coin: Coin) => boolean): Coin[] {
    const order = ({ purse: a }: Coin, { purse: b }: Coin) => a.closes - b.closes || a.born - b.born || a.id - b.id;
    return this.coins.filter((coin) => coin.place === 'free' && filter(coin)).sort(order);
  }

  private pour(amount: number, born: number, opens: number): Purse | undefined {
    const repaid = Math.min(this.debt, amount);
    this.debt -= repaid;
    if (repaid === amount) return undefined;
    const purse = this.purse({ born, opens, closes: endOfDay(dayOf(born) + COINS.lifeDays) });
    for (let n = repaid; n < amount; n++) this.coins.push({ purse, place: 'free' });
    return purse;
  }

  private purse(made: Omit<Purse, 'id'>): Purse {
    const purse = { ...made, id: this.purses.length + 1 };
    this.purses.push(purse);
    return purse;
  }

  private hold({ holdId, points, deadline }: Extract<Input, { kind: 'hold' }>): void {
    if (this.isBlocked) throw new Refusal('MEMBER_BLOCKED');
    if (this.holds.has(holdId)) throw new Refusal('HOLD_STATE_CONFLICT');
    if (deadline <= this.now) throw new Refusal('HOLD_EXPIRED');
    const usable = this.spending(({ purse }) => purse.opens <= this.now && this.now < purse.closes);
    if (usable.length < points) throw new Refusal('INSUFFICIENT_POINTS');
    const taken = usable.slice(0, points);
    for (const coin of taken) Object.assign(coin, { place: 'held', hold: holdId });
    // Coins lie in the order in which they were taken, so that undoing can go backwards.
    this.coins = [...this.coins.filter((coin) => !taken.includes(coin)), ...taken];
    this.holds.set(holdId, { state: 'held', deadline });
  }

  private of(holdId: string, place: Coin['place']): Coin[] {
    return this.coins.filter((coin) => coin.hold === holdId && coin.place === place);
  }

  private open(holdId: string): void {
    const state = this.holds.get(holdId)?.state;
    if (state === undefined) throw new Refusal('HOLD_NOT_FOUND');
    if (state === 'expired') throw new Refusal('HOLD_EXPIRED');
    if (state !== 'held') throw new Refusal('HOLD_STATE_CONFLICT');
  }

  private capture(holdId: string, points: number): void {
    this.open(holdId);
    const held = this.of(holdId, 'held');
    if (points > held.length) throw new Refusal('HOLD_EXCEEDED');
    for (const coin of held.slice(0, points)) coin.place = 'spent';
    this.letGo(holdId, 'captured', this.now);
  }

  private letGo(holdId: string, state: string, when: number): void {
    const hold = this.holds.get(holdId);
    if (hold) hold.state = state;
    for (const coin of this.of(holdId, 'held')) this.comesBack(coin, when);
  }

  private bringBack(holdId: string, points: number): void {
    const state = this.holds.get(holdId)?.state;
    if (state === undefined) throw new Refusal('HOLD_NOT_FOUND');
    if (state !== 'captured') throw new Refusal('HOLD_STATE_CONFLICT');
    const spent = this.of(holdId, 'spent').reverse();
    if (points > spent.length) throw new Refusal('HOLD_EXCEEDED');
    for (const coin of spent.slice(0, points)) this.comesBack(coin, this.now);
  }

  /** One coin comes back: it pays a debt, or lies in its purse again, or in the child of an expired one. */
  private comesBack(coin: Coin, when: number): void {
    coin.hold = undefined;
    if (this.debt > 0) {
      this.debt -= 1;
      coin.place = 'gone';
      return;
    }
    if (coin.purse.closes > when) {
      coin.place = 'free';
      return;
    }
    const root = coin.purse.root ?? coin.purse;
    const closes = Math.min(when + 7 * DAY, root.closes + 30 * DAY);
    if (!root.child && closes > when) root.child = this.purse({ born: root.born, opens: when, closes, root });
    if (root.child && root.child.closes > when) Object.assign(coin, { purse: root.child, place: 'free' });
    else coin.place = 'expired';
  }
}
