import type { MovableClock } from '../../src/platform/clock';

/** A clock that stands still until the test moves it; both times move together unless only one is moved. */
export class TestClock implements MovableClock {
  private business: number;
  private wall: number;

  constructor(start = '2026-03-01T04:00:00.000Z') {
    this.business = this.wall = Date.parse(start);
  }

  businessNow = (): Date => new Date(this.business);
  wallNow = (): Date => new Date(this.wall);

  get aheadMs(): number {
    return this.business - this.wall;
  }

  /** Moves the business clock alone, as the demo's does. */
  moveTo(instant: Date): void {
    if (instant.getTime() < this.business) throw new RangeError('The business clock does not go back.');
    this.business = instant.getTime();
  }

  /** Lets time pass. */
  advance({ seconds = 0, minutes = 0, hours = 0, days = 0 }): void {
    const milliseconds = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
    this.business += milliseconds;
    this.wall += milliseconds;
  }
}
