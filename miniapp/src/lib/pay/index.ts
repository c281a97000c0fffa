export { pay, payChannel } from './pay';
export type { PayParams } from './pay.types';
