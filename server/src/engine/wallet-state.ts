import type { Instant } from './calendar';

/** A member's stored value, in fen. */
export interface WalletState {
  rechargeSeq: number;
  /** All recharges, less what was paid back. */
  rechargedFen: number;
  /** All spends, less what came back. */
  spentFen: number;
  /** By id. What is finished may be elsewhere: see `archive.ts`. */
  recharges: Record<string, Recharge>;
  spends: Record<string, WalletSpend>;
}

/**
 * Money that was put into the wallet, and the gift on top of it. At any time `amountFen` is what is left of the principal,
 * what is spent of it, `paidBackFen` and `coveredFen`; `giftFen` is what is left of the gift, what is spent of it and was
 * not charged, `coveredFen` and `giftTakenFen`.
 */
export interface Recharge {
  id: string;
  /** Place among the member's recharges. */
  number: number;
  at: Instant;
  paymentRef?: string;
  amountFen: number;
  giftFen: number;
  principalLeft: number;
  giftLeft: number;
  paidBackFen: number;
  /** Of the gift, what was spent when principal was paid back, and was kept back from it. */
  coveredFen: number;
  /** Of the gift, what was taken back. */
  giftTakenFen: number;
}

/** Money spent from a wallet. */
export interface WalletSpend {
  id: string;
  orderRef: string;
  at: Instant;
  amountFen: number;
  /** The part of it that was gift. */
  giftFen: number;
  returnedFen: number;
  /** What was taken from which recharge and has not come back, in the order of taking. */
  edges: { rechargeId: string; principal: number; gift: number }[];
}
