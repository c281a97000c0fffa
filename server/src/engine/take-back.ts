import type { BusinessDate } from './calendar';
import type { Draft } from './draft';
import { addFact } from './measures';
import { type PointsLine, reversePoints } from './points';
import type { GrantedLine } from './state';

/** Takes so much of what a line granted back; it counts on the date on which the line had. */
export function takeBackLine(
  draft: Draft,
  line: GrantedLine,
  amount: number,
  back: PointsLine,
  date: BusinessDate,
): void {
  line.reversed += amount;
  if (line.account === 'growth') {
    if (amount > 0) takeGrowth(draft, amount, back, date);
    return;
  }
  reversePoints(draft, line.lotId, amount, back);
  addFact(draft, 'points', date, -amount);
}

/** Takes growth away. */
export function takeGrowth(
  draft: Draft,
  amount: number,
  { at: effectiveAt, ...line }: PointsLine,
  date: BusinessDate,
): void {
  draft.state.growth -= amount;
  draft.post({ ...line, account: 'growth', delta: -amount, effectiveAt });
  addFact(draft, 'growth', date, -amount);
}
