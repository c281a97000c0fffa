import type { BusinessDate, Instant } from './calendar';
import type {
  GrantedEvent,
  Hold,
  Lot,
  MemberState,
  Recharge,
  ReferralState,
  WaitingReversal,
  WalletSpend,
} from './state';

/** An accepted input as it stands in a member's journal. `at` is when it was recorded (business clock). */
export type Input =
  | EventInput
  | {
      kind: 'hold';
      at: Instant;
      holdId: string;
      orderRef: string;
      orderAmountFen: number;
      points: number;
      deadline: Instant;
    }
  | { kind: 'capture'; at: Instant; holdId: string; points: number }
  | { kind: 'release'; at: Instant; holdId: string }
  /** Part of a captured hold comes back. */
  | { kind: 'return'; at: Instant; holdId: string; points: number }
  | { kind: 'adjustPoints'; at: Instant; delta: number; reason: string; actor: string }
  | { kind: 'adjustGrowth'; at: Instant; delta: number; reason: string; actor: string }
  | {
      kind: 'setLevel';
      at: Instant;
      track: string;
      level: string;
      mode: 'exactly' | 'atLeast';
      until: Instant;
      reason: string;
      actor: string;
    }
  /** A person decides about the upgrade that waits for a review. */
  | { kind: 'reviewLevel'; at: Instant; track: string; approve: boolean; reason: string; actor: string }
  | { kind: 'block'; at: Instant }
  | { kind: 'unblock'; at: Instant }
  /** Money that was taken from the member goes into the wallet. */
  | { kind: 'rechargeWallet'; at: Instant; rechargeId: string; amountFen: number; paymentRef?: string }
  | { kind: 'spendWallet'; at: Instant; spendId: string; orderRef: string; amountFen: number }
  /** Part of a spend comes back. */
  | { kind: 'returnWalletSpend'; at: Instant; spendId: string; amountFen: number }
  /** So much unspent principal goes; what of it is paid back, the rules say. */
  | { kind: 'refundRecharge'; at: Instant; rechargeId: string; amountFen: number }
  /** The member registered with an invitation code. */
  | { kind: 'acceptInvitation'; at: Instant; code: string; since: Instant }
  /** The code was found to be the inviter's, and to count. */
  | { kind: 'attributeReferral'; at: Instant; inviter: number; until: Instant }
  /** The invitation was found not to count when it had converted already. */
  | { kind: 'closeReferral'; at: Instant; eventKey: string; reason: string }
  /** An effect from the invitee, on the inviter's journal: what converted is the invitee's event. */
  | { kind: 'rewardReferral'; at: Instant; invitee: number; eventKey: string }
  | { kind: 'revokeReferral'; at: Instant; invitee: number; eventKey: string }
  /** The member is merged into another, who is given the estate by a `mergeIn` at the same instant. */
  | { kind: 'mergeOut'; at: Instant; into: number; reason: string; actor: string }
  | { kind: 'mergeIn'; at: Instant; from: number; estate: Estate; reason: string; actor: string };

/**
 * Everything that a merged member leaves to the other, up to the instant of the merge: with it in the journal, the
 * survivor's state follows from the survivor's journal alone. What is finished comes along, because a refund or a return
 * may still name it.
 */
export interface Estate {
  growth: number;
  debt: number;
  /** By ascending number, as the member who leaves had numbered them. */
  lots: Lot[];
  /** None of them is open. */
  holds: Hold[];
  granted: Record<string, GrantedEvent>;
  waiting: Record<string, WaitingReversal[]>;
  capped: MemberState['capped'];
  facts: Record<string, Record<BusinessDate, number>>;
  holding?: MemberState['holding'];
  /** What the formula of growth had posted; the growth has it. */
  formula?: MemberState['formula'];
  /** Of each track, what had come together when the level last changed: windows since then do not count it again. */
  baselines: Record<string, number>;
  /** Absent: there was no wallet. */
  wallet?: { rechargedFen: number; recharges: Recharge[]; spends: WalletSpend[] };
  referral?: ReferralState;
}

/** Something that happened, as a partner told it. */
export interface EventInput {
  kind: 'event';
  at: Instant;
  /** `<partner>:<the partner's event id>`. */
  eventKey: string;
  type: string;
  occurredAt: Instant;
  amountFen?: number;
  subject?: string;
  /** The key of the event that this one undoes, in part or whole. */
  reverses?: string;
  /** Part of a history that is told afterwards: it may be as old as it likes. */
  imported?: boolean;
  data?: Readonly<Record<string, unknown>>;
}

/** Why the rules refuse an input; then nothing of it is kept. */
export type RefusalCode =
  | 'EVENT_TOO_OLD'
  | 'EVENT_IN_FUTURE'
  | 'REVERSAL_EXCEEDS_ORIGINAL'
  | 'REVERSES_MISSING'
  | 'MEMBER_BLOCKED'
  | 'INSUFFICIENT_POINTS'
  | 'HOLD_NOT_FOUND'
  | 'HOLD_EXPIRED'
  | 'HOLD_STATE_CONFLICT'
  | 'HOLD_EXCEEDED'
  | 'LEVEL_UNKNOWN'
  | 'REVIEW_NOT_PENDING'
  | 'WALLET_NOT_OFFERED'
  | 'WALLET_LIMIT_EXCEEDED'
  | 'INSUFFICIENT_BALANCE'
  | 'WALLET_SPEND_CONFLICT'
  | 'WALLET_SPEND_NOT_FOUND'
  | 'WALLET_RETURN_EXCEEDS'
  | 'WALLET_RECHARGE_NOT_FOUND'
  | 'WALLET_REFUND_EXCEEDS'
  | 'MERGE_HOLD_OPEN'
  | 'MEMBER_MERGED';

/** Thrown by `apply`: the input is not accepted and the state is as before. */
export class InputRefused extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
  ) {
    super(message);
    this.name = 'InputRefused';
  }
}
