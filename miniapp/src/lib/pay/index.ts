export { pay, payChannel, sign } from './pay';
export type { PayParams, SignParams } from './pay.types';
