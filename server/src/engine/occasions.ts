import { trackWith } from './benefits';
import { addDays, type BusinessDate, type Instant } from './calendar';
import type { Draft, Visit } from './draft';
import { type Input, InputRefused } from './input';
import { givePlanBenefit } from './plan-gifts';
import { planGives } from './plan-standing';
import type { Benefit, Occasion } from './program';
import { giveReward } from './reward';
import type { MemberState } from './state';

/** How long a birthday stays before it can be changed. */
const BIRTHDAY_STAYS = 'P1Y';

/** A member tells their birthday; it can be changed once a year. Refuses: MEMBER_BLOCKED, BIRTHDAY_LOCKED. */
export function setBirthday(draft: Draft, { at, date }: Extract<Input, { kind: 'setBirthday' }>): void {
  const { state, calendar } = draft;
  if (state.blocked) throw new InputRefused('MEMBER_BLOCKED', 'The member is blocked.');
  if (state.birthday?.date === date) return;
  const free = state.birthday && calendar.addTo(state.birthday.setAt, BIRTHDAY_STAYS);
  if (free !== undefined && free > at) {
    throw new InputRefused('BIRTHDAY_LOCKED', `The birthday can be changed from ${calendar.dateOf(free)} on.`);
  }
  state.birthday = { date, setAt: at };
}

/**
 * When a member is next given each of the benefits that their levels have: at the start of the date, strictly after now,
 * so that each occasion comes once however time passes.
 */
export function benefitTimes(draft: Draft, visit: Visit): void {
  const { program, state, calendar } = draft;
  for (const benefit of program.benefits) {
    const { when, code } = benefit;
    if (!when || when.kind === 'upgrade' || when.kind === 'planMonth') continue;
    if (!trackWith(program, state, code) && !planGives(program, state, code)) continue;
    const date = nextDate(when, state, code, addDays(calendar.dateOf(state.asOf), 1));
    if (date !== undefined) visit(calendar.startOf(date), celebrate, benefit);
  }
}

function celebrate(draft: Draft, benefit: Benefit, at: Instant): void {
  const { code, when, grant, entitlement } = benefit;
  const { state, program, calendar } = draft;
  // The level or the plan may have ended at the same instant.
  const isByLevel = trackWith(program, state, code) !== undefined;
  if (!isByLevel && !planGives(program, state, code)) return;
  const date = calendar.dateOf(at);
  if (when?.kind === 'birthday') state.celebrated[code] = Number(date.slice(0, 4));
  if (!isByLevel) {
    givePlanBenefit(draft, benefit, date, at);
    return;
  }
  const source = { kind: 'benefit' as const, code, key: date };
  if (grant) giveReward(draft, grant, source);
  if (entitlement) giveReward(draft, { benefit: code }, source);
}

/** The first date of an occasion from a date on; undefined: none that is known. */
function nextDate(
  when: Occasion,
  { birthday, celebrated }: MemberState,
  code: string,
  from: BusinessDate,
): BusinessDate | undefined {
  const year = Number(from.slice(0, 4));
  switch (when.kind) {
    case 'birthday': {
      if (!birthday) return undefined;
      // Once a year, also for somebody who changes the birthday in it.
      const first = celebrated[code] === year ? year + 1 : year;
      const dates = [first, first + 1].map((one) => birthdayIn(one, birthday.date));
      return dates.find((date) => date >= from);
    }
    case 'monthly': {
      const day = String(when.day).padStart(2, '0');
      const date = `${from.slice(0, 8)}${day}`;
      if (date >= from) return date;
      const month = Number(from.slice(5, 7));
      return month === 12 ? `${year + 1}-01-${day}` : `${year}-${String(month + 1).padStart(2, '0')}-${day}`;
    }
    case 'holiday':
      return [year, year + 1]
        .flatMap((one) => when.dates.map((date) => `${one}-${date}`))
        .filter((date) => date >= from)
        .sort()[0];
    case 'upgrade':
    case 'planMonth':
      return undefined;
  }
}

/** Who was born on 29 February celebrates a day earlier in other years. */
function birthdayIn(year: number, born: BusinessDate): BusinessDate {
  const day = born.slice(5);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return `${year}-${day === '02-29' && !isLeap ? '02-28' : day}`;
}
