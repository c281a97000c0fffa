import type { SimulatorDeps } from '../types';

/**
 * The clock by which contracts count days. A demo moves its own on by months: then it tells this one, and a debit that is
 * due there is due here. What is signed and billed goes by the wall clock all the same.
 */
export class RuleClock {
  private aheadMs = 0;

  constructor(private readonly deps: Pick<SimulatorDeps, 'now' | 'ruleNow'>) {}

  now(): number {
    return (this.deps.ruleNow ?? this.deps.now)() + this.aheadMs;
  }

  moveTo(now: number): void {
    this.aheadMs = now - (this.deps.ruleNow ?? this.deps.now)();
  }
}
