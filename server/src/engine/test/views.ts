import type { MemberState } from '../state';
import type { CoinLedger } from './coins';
import { inHolds } from './fixtures';

/** What a state and the ledger of coins have in common, as the state has it. */
export function viewOfEngine(state: MemberState) {
  return {
    debt: state.debt,
    growth: state.growth,
    held: inHolds(state),
    lots: Object.values(state.lots).map(({ id, remaining, expired }) => `${id}: ${remaining}, ${expired} expired`),
    holds: Object.values(state.holds).map(({ id, state: hold }) => `${id} ${hold}`),
    recharges: Object.values(state.wallet?.recharges ?? {}).map(
      ({ id, principalLeft, giftLeft, paidBackFen }) =>
        `${id}: ${principalLeft} + ${giftLeft}, ${paidBackFen} paid back`,
    ),
  };
}

/** The same, as the coins lie. */
export function viewOfModel(model: CoinLedger) {
  return {
    debt: model.debt,
    growth: model.growth,
    held: model.count('held'),
    lots: model.purses.map(
      (purse) => `${purse.id}: ${model.count('free', purse)}, ${model.count('expired', purse)} expired`,
    ),
    holds: [...model.holds].map(([id, { state }]) => `${id} ${state}`),
    recharges: model.wallet.ids.map((id) => {
      const [principal, gift] = [model.wallet.count('left', 'principal', id), model.wallet.count('left', 'gift', id)];
      return `${id}: ${principal} + ${gift}, ${model.wallet.count('paid', 'principal', id)} paid back`;
    }),
  };
}
