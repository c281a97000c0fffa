import { calendarOf } from '../../engine/draft';
import { keptUntilOf } from '../../engine/plans';
import type { ChargeRow, RenewalNoticeRow, SubscriptionRow } from './subscriptions.entities';

/** How long before the debit the member is told by us, and by the platform. */
const OWN_NOTICE = 'P5D';
const PLATFORM_NOTICE = 'P2D';
/** When a debit that failed is tried again, counted from the first. */
const ATTEMPTS = ['P0D', 'P1D', 'P3D', 'P5D'];
/** The last attempt leaves the provider so much time before the benefits end. */
const BEFORE_END = 'PT4H';
/** A contract is debited once a day at most. */
const BETWEEN = 'PT20H';
/** After it nobody calls a subscription past due whose debit is merely on its way. */
const GRACE = 'P1D';
/** The hours of the day in which the platform takes its notice. */
const HOURS = { from: 7, to: 22 };
/** What hinders a debit may pass without anybody telling. */
const LOOK_AGAIN = 'PT6H';
const ASK_AGAIN = 'PT5M';

/** What decides about the next step of a subscription that runs. */
export interface RenewalFacts {
  subscription: Pick<SubscriptionRow, 'state'> & { endsAt: Date };
  /** What would be charged for the next period; undefined: it is not renewed by itself. */
  renewal?: { plan: string; priceFen: number };
  isBlocked: boolean;
  /** About the next period. */
  notices: readonly RenewalNoticeRow[];
  charges: readonly ChargeRow[];
  timeZone: string;
  now: Date;
}

/** The next step; `wait`: nothing is to be done before then. */
export type RenewalStep =
  | { do: 'wait'; until: Date }
  | { do: 'ask'; charge: ChargeRow; until: Date }
  | { do: 'expire'; reason: string }
  | { do: 'fallDue' }
  | { do: 'notify'; plan: string; priceFen: number; chargeAt: Date }
  | { do: 'notifyByPlatform'; notice: RenewalNoticeRow; days: number }
  | { do: 'charge'; notice: RenewalNoticeRow };

/**
 * Decides what time demands of a subscription that runs: our notice five days before the debit, the platform's two days
 * before, in its hours, the debit at the end of the period, three more attempts, and the end. A notice that comes late
 * moves the debit; plan and price of a debit are those of the notice, and without both notices there is none.
 */
export function nextStepOf(facts: RenewalFacts): RenewalStep {
  const { subscription, renewal, now, charges } = facts;
  const { endsAt } = subscription;
  if (!renewal) return now >= endsAt ? { do: 'expire', reason: 'Its time is over.' } : { do: 'wait', until: endsAt };
  const keptUntil = new Date(keptUntilOf(calendarOf(facts.timeZone), endsAt.getTime()));
  if (now >= keptUntil) return { do: 'expire', reason: 'It was not paid.' };
  const step = renewalStep({ ...facts, renewal }, keptUntil);
  if (step.do !== 'wait' || subscription.state !== 'ACTIVE') return step;
  const pastDueAt = charges.some(({ state }) => state === 'FAILED') ? endsAt : plus(facts, endsAt, GRACE);
  return now >= pastDueAt ? { do: 'fallDue' } : { do: 'wait', until: earlier(step.until, pastDueAt) };
}

function renewalStep(
  facts: RenewalFacts & { renewal: { plan: string; priceFen: number } },
  keptUntil: Date,
): RenewalStep {
  const { renewal, charges, now, isBlocked } = facts;
  const asked = charges.find(({ kind, state }) => kind === 'DEBIT' && state === 'UNDER_WAY');
  if (asked) return { do: 'ask', charge: asked, until: plus(facts, now, ASK_AGAIN) };
  if (isBlocked) return { do: 'wait', until: earlier(plus(facts, now, LOOK_AGAIN), keptUntil) };
  const notice = facts.notices.findLast(({ kind, plan }) => kind === 'OWN' && plan === renewal.plan);
  if (!notice) return ownNotice(facts, keptUntil);
  const told = facts.notices.findLast(({ kind, ...of }) => kind === 'PLATFORM' && isSame(of, notice));
  if (!told) return platformNotice(facts, notice);
  return debit(facts, notice, told, keptUntil);
}

/** Whether two notices are of one debit. */
function isSame(a: Pick<RenewalNoticeRow, 'plan' | 'priceFen' | 'chargeAt'>, b: RenewalNoticeRow): boolean {
  return a.plan === b.plan && a.priceFen === b.priceFen && a.chargeAt.getTime() === b.chargeAt.getTime();
}

function ownNotice(
  facts: RenewalFacts & { renewal: { plan: string; priceFen: number } },
  keptUntil: Date,
): RenewalStep {
  const { subscription, renewal, now } = facts;
  const noticeAt = plus(facts, subscription.endsAt, `-${OWN_NOTICE}`);
  if (now < noticeAt) return { do: 'wait', until: noticeAt };
  const chargeAt = later(subscription.endsAt, plus(facts, now, OWN_NOTICE));
  // Too late for a debit while the benefits are kept.
  if (chargeAt >= keptUntil) return { do: 'wait', until: keptUntil };
  return { do: 'notify', ...renewal, chargeAt };
}

function platformNotice(facts: RenewalFacts, notice: RenewalNoticeRow): RenewalStep {
  const calendar = calendarOf(facts.timeZone);
  const earliest = calendar.startOf(calendar.dateOf(plus(facts, notice.chargeAt, `-${PLATFORM_NOTICE}`).getTime()));
  const at = later(facts.now, new Date(earliest));
  const opens = calendar.addTo(calendar.startOf(calendar.dateOf(at.getTime())), `PT${HOURS.from}H`);
  const closes = calendar.addTo(calendar.startOf(calendar.dateOf(at.getTime())), `PT${HOURS.to}H`);
  if (at.getTime() < opens) return { do: 'wait', until: new Date(opens) };
  if (at.getTime() >= closes) {
    const tomorrow = calendar.endOf(calendar.dateOf(at.getTime()));
    return { do: 'wait', until: new Date(calendar.addTo(tomorrow, `PT${HOURS.from}H`)) };
  }
  return { do: 'notifyByPlatform', notice, days: 2 };
}

function debit(facts: RenewalFacts, notice: RenewalNoticeRow, told: RenewalNoticeRow, keptUntil: Date): RenewalStep {
  const calendar = calendarOf(facts.timeZone);
  const toldDay = calendar.startOf(calendar.dateOf(told.sentAt.getTime()));
  const earliest = later(notice.chargeAt, new Date(calendar.addTo(toldDay, PLATFORM_NOTICE)));
  const failed = facts.charges.filter(({ kind, state }) => kind === 'DEBIT' && state === 'FAILED');
  const first = failed[0]?.dueAt ?? earliest;
  const pause = ATTEMPTS[failed.length];
  if (pause === undefined) return { do: 'expire', reason: 'It was not paid.' };
  const last = failed.at(-1);
  const inTime = plus(facts, keptUntil, `-${BEFORE_END}`);
  const due = last ? earlier(plus(facts, first, pause), inTime) : first;
  // When the program ends the benefits, nothing is charged for them any more.
  if (due > inTime || (last && due < plus(facts, last.dueAt, BETWEEN))) return { do: 'wait', until: keptUntil };
  return facts.now < due ? { do: 'wait', until: due } : { do: 'charge', notice };
}

const plus = ({ timeZone }: Pick<RenewalFacts, 'timeZone'>, at: Date, duration: string) =>
  new Date(calendarOf(timeZone).addTo(at.getTime(), duration));
const later = (a: Date, b: Date) => (a > b ? a : b);
const earlier = (a: Date, b: Date) => (a < b ? a : b);
