import { monotonicMilliseconds } from '../../server/src/platform/clock';

const TERMINAL_EVERY_MS = 200;
const LOG_EVERY_MS = 5000;
const WIDTH = 24;

/** A bar with rate and remaining time: on a terminal one line that is written over, elsewhere a line now and then. */
export class ProgressLine {
  private readonly startedAt = monotonicMilliseconds();
  private shownAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly unit: string) {}

  /** `share` of the work is done (0 to 1), which is `count` of the unit. */
  show(share: number, count: number): void {
    const now = monotonicMilliseconds();
    const isTerminal = process.stderr.isTTY;
    if (now - this.shownAt < (isTerminal ? TERMINAL_EVERY_MS : LOG_EVERY_MS)) return;
    this.shownAt = now;
    const seconds = Math.max(0.001, (now - this.startedAt) / 1000);
    const left = share > 0 ? Math.ceil((seconds / share) * (1 - share)) : 0;
    const done = Math.round(share * WIDTH);
    const bar = '█'.repeat(done) + '░'.repeat(WIDTH - done);
    const rate = Math.round(count / seconds);
    const line = `${bar} ${Math.floor(share * 100)} %  ${count} ${this.unit}, ${rate}/s, ${left} s left`;
    process.stderr.write(isTerminal ? `\r${line}  ` : `${line}\n`);
  }

  /** Seconds since the start; the line is left as it is. */
  finish(): number {
    if (process.stderr.isTTY) process.stderr.write('\n');
    return (monotonicMilliseconds() - this.startedAt) / 1000;
  }
}
