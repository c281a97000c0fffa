export { dressChrome } from './chrome';
export { type Tint, tintOf } from './tint';
