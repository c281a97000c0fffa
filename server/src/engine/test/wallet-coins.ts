import type { Input } from '../input';

/*
 * A second, naive reading of the rules of stored value, to hold the engine against. Every fen is a coin of its own that
 * lies somewhere; balances are counted, never kept. It shares no code with the engine.
 */

type Place = 'left' | 'spent' | 'paid' | 'kept' | 'taken';

interface Coin {
  recharge: string;
  part: 'principal' | 'gift';
  place: Place;
  spend?: string;
}

/** What a model refuses with, instead of an error. */
export class Refusal extends Error {}

/** The gifts of the modelled program, in fen: reached by an amount, given. */
export const COIN_GIFTS = [
  { atLeastFen: 20, giftFen: 3 },
  { atLeastFen: 50, giftFen: 40 },
];

/** How often a part of a whole is reached: the nearest whole number, the lower one when both are as near. */
const nearest = (a: number, b: number): number => (b === 0 ? 0 : Math.ceil((2 * a - b) / (2 * b)));

/** A member's wallet, coin by coin. */
export class CoinWallet {
  private readonly coins: Coin[] = [];
  private readonly recharges: { id: string; amount: number; gift: number }[] = [];
  private readonly spends = new Map<string, { amount: number; gift: number; back: number; coins: Coin[] }>();

  constructor(private readonly order: 'principalFirst' | 'giftFirst' | 'proportional') {}

  /** Folds an input in; throws a Refusal with its code. */
  take(input: Input): void {
    if (input.kind === 'rechargeWallet') this.recharge(input.rechargeId, input.amountFen);
    else if (input.kind === 'spendWallet') this.spend(input.spendId, input.amountFen);
    else if (input.kind === 'returnWalletSpend') this.bringBack(input.spendId, input.amountFen);
    else if (input.kind === 'refundRecharge') this.refund(input.rechargeId, input.amountFen);
  }

  /** How many coins lie there. */
  count(place: Place, part: Coin['part'], recharge?: string): number {
    return this.of(place, part, recharge).length;
  }

  /** The recharges, oldest first. */
  get ids(): string[] {
    return this.recharges.map(({ id }) => id);
  }

  /** What was paid to the member in all. */
  get paid(): number {
    return this.coins.filter(({ place }) => place === 'paid').length;
  }

  private of(place: Place, part: Coin['part'], recharge?: string): Coin[] {
    return this.coins.filter(
      (coin) => coin.place === place && coin.part === part && (recharge ?? coin.recharge) === coin.recharge,
    );
  }

  private recharge(id: string, amount: number): void {
    const gift = COIN_GIFTS.filter(({ atLeastFen }) => amount >= atLeastFen).at(-1)?.giftFen ?? 0;
    this.recharges.push({ id, amount, gift });
    for (let n = 0; n < amount; n++) this.coins.push({ recharge: id, part: 'principal', place: 'left' });
    for (let n = 0; n < gift; n++) this.coins.push({ recharge: id, part: 'gift', place: 'left' });
  }

  private spend(id: string, amount: number): void {
    if (this.count('left', 'principal') + this.count('left', 'gift') < amount) {
      throw new Refusal('INSUFFICIENT_BALANCE');
    }
    const taken: Coin[] = [];
    for (const { id: recharge } of this.recharges) {
      const [principal, gift] = [this.of('left', 'principal', recharge), this.of('left', 'gift', recharge)];
      const wanted = Math.min(amount - taken.length, principal.length + gift.length);
      const gifts = {
        principalFirst: Math.max(0, wanted - principal.length),
        giftFirst: Math.min(wanted, gift.length),
        proportional: nearest(gift.length * wanted, principal.length + gift.length),
      }[this.order];
      taken.push(...principal.slice(0, wanted - gifts), ...gift.slice(0, gifts));
    }
    for (const coin of taken) Object.assign(coin, { place: 'spent', spend: id });
    const gift = taken.filter(({ part }) => part === 'gift').length;
    this.spends.set(id, { amount, gift, back: 0, coins: taken });
  }

  private bringBack(id: string, amount: number): void {
    const spend = this.spends.get(id);
    if (!spend) throw new Refusal('WALLET_SPEND_NOT_FOUND');
    if (spend.back + amount > spend.amount) throw new Refusal('WALLET_RETURN_EXCEEDS');
    spend.back += amount;
    const out = (part: Coin['part']) => spend.coins.filter((coin) => coin.spend === id && coin.part === part);
    // All the gift that should be back by now, less what is.
    const giftDue = nearest(spend.gift * spend.back, spend.amount) - (spend.gift - out('gift').length);
    const back = [
      ...out('principal')
        .reverse()
        .slice(0, amount - giftDue),
      ...out('gift').reverse().slice(0, giftDue),
    ];
    for (const coin of back) {
      Object.assign(coin, { place: 'left', spend: undefined });
      if (coin.part !== 'gift') continue;
      // One kept coin of principal is free again for a coin of gift of its recharge.
      const [kept] = this.of('kept', 'principal', coin.recharge);
      if (kept) {
        kept.place = 'left';
        coin.place = 'taken';
      }
    }
  }

  private refund(id: string, amount: number): void {
    const recharge = this.recharges.find((one) => one.id === id);
    if (!recharge) throw new Refusal('WALLET_RECHARGE_NOT_FOUND');
    const principal = this.of('left', 'principal', id);
    const gift = this.of('left', 'gift', id);
    if (amount > principal.length) throw new Refusal('WALLET_REFUND_EXCEEDS');
    const gone = this.coins.filter(
      ({ recharge: of, part, place }) => of === id && part === 'principal' && (place === 'paid' || place === 'kept'),
    ).length;
    const settled = this.count('taken', 'gift', id) + this.count('kept', 'principal', id);
    const due = Math.max(0, nearest(recharge.gift * (gone + amount), recharge.amount) - settled);
    const kept = Math.max(0, due - gift.length);
    if (kept >= amount) throw new Refusal('WALLET_REFUND_EXCEEDS');
    for (const coin of gift.slice(0, due - kept)) coin.place = 'taken';
    principal.slice(0, amount).forEach((coin, index) => {
      coin.place = index < kept ? 'kept' : 'paid';
    });
  }
}
