import type { Condition, Text } from './condition';
import type { Rational } from './rational';

/** A paid membership (付费会员). */
export interface Plan {
  code: string;
  name: Text;
  description?: Text;
  /** Whole months: `P1M`, `P3M`, `P1Y`. */
  period: string;
  priceFen: number;
  /** Of the first paid period of somebody who never had a plan. */
  firstPriceFen?: number;
  /** Before the first period, for somebody who never had a plan: whole days. */
  trial?: { period: string; priceFen: number };
  /** Whose benefits it sells: those of suppliers, of the own mall, or both. */
  scheme: 'supplier' | 'ownMall' | 'hybrid';
  /** Who takes the money. */
  adapter: 'wechatPay' | 'virtualPay';
  /** Whether auto-renewal is offered. */
  autoRenew: boolean;
  pointsMultiplier?: Rational;
  /** The part of a price that its members pay. */
  memberDiscount?: Rational;
  /** Codes of benefits. */
  benefits: readonly string[];
  refund: {
    /** From the beginning of the period: ISO duration. */
    wholeWithin: string;
    /** The whole goes back only if nothing was used. */
    unusedOnly: boolean;
    thereafter: 'none' | 'proRataLessUsed';
    /** Without a decision of staff. */
    auto: boolean;
  };
  /** Not sold any more; who has it keeps it. */
  retired?: boolean;
  /** The terms that members accept. */
  agreementVersion: string;
}

/** A chance to begin with a plan at another price, opened by an event, once for a member. */
export interface PlanOffer {
  code: string;
  name: Text;
  /** Event types. */
  on: readonly string[];
  when?: Condition;
  /** Code of a plan. */
  plan: string;
  priceFen: number;
  /** How long it is open: ISO duration. */
  for: string;
  /** Only for somebody who never had a plan. */
  first?: boolean;
}

/** How a plan is shared with a family. */
export interface FamilyPolicy {
  /** Beside the owner's. */
  seats: number;
  /** Codes of benefits. */
  shares: readonly string[];
  /** After leaving a family, before joining another; and of a seat, before somebody else has it. */
  coolDown: string;
  /** How long an invitation is good. */
  invitationFor: string;
}
