/** Stored value: what other modules may use. */
export { rechargePayments } from './recharge-by-payment';
export { walletAt } from './wallet-at';
