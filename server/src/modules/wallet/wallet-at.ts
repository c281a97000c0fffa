import type { Program } from '../../engine/program';
import type { MemberState } from '../../engine/state';
import { walletBalance } from '../../engine/wallet';

/** A member's wallet as it is shown, in fen. */
export interface WalletView {
  isOffered: boolean;
  balanceFen: number;
  principalFen: number;
  giftFen: number;
  rechargedTotalFen: number;
  spentTotalFen: number;
  gifts: { atLeastFen: number; giftFen: number }[];
  maxBalanceFen?: number;
}

/** The wallet of a state, and what the program offers for recharges. */
export function walletAt({ wallet: policy }: Program, state: MemberState): WalletView {
  const { principal, gift } = walletBalance(state);
  return {
    isOffered: policy !== undefined,
    balanceFen: principal + gift,
    principalFen: principal,
    giftFen: gift,
    rechargedTotalFen: state.wallet?.rechargedFen ?? 0,
    spentTotalFen: state.wallet?.spentFen ?? 0,
    gifts: [...(policy?.gifts ?? [])],
    maxBalanceFen: policy?.maxBalanceFen,
  };
}
