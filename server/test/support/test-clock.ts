import type { Clock } from '../../src/platform/clock';

/** A clock that stands still until the test moves it; both times move together unless only one is moved. */
export class TestClock implements Clock {
  private business: number;
  private wall: number;

  constructor(start = '2026-03-01T04:00:00.000Z') {
    this.business = this.wall = Date.parse(start);
  }

  businessNow = (): Date => new Date(this.business);
  wallNow = (): Date => new Date(this.wall);

  /** Lets time pass. */
  advance({ seconds = 0, minutes = 0, hours = 0, days = 0 }): void {
    const milliseconds = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
    this.business += milliseconds;
    this.wall += milliseconds;
  }
}
