/** Stored value: what other modules may use. */
export { walletAt } from './wallet-at';
