import type { SimulatorDeps } from '../types';
import { stamp } from './time';

/** A number that WeChat Pay gives: 28 digits, of which 14 say when. */
export function givenNumber(prefix: '4200' | '5030', { now, random }: Pick<SimulatorDeps, 'now' | 'random'>): string {
  return `${prefix}${stamp(now())}${random(5).readUIntBE(0, 5).toString().padStart(10, '0').slice(0, 10)}`;
}
