/** An event of a generated history; all texts, as they stand in the file. */
export interface HistoryEvent {
  eventId: string;
  type: string;
  memberRef: string;
  occurredAt: string;
  amountFen?: number;
  reverses?: string;
  termDays?: number;
  onTime?: string;
}

/** A line that has to be rejected, by its number in the file. */
export interface BadLine {
  line: number;
  code: string;
}

/** A generated history: the file, what in it is to be applied in the order of time, and what is to be rejected. */
export interface ShopHistory {
  csv: string;
  events: HistoryEvent[];
  bad: BadLine[];
}

const MEMBERS = 600;
const EVENTS = 2000;
const START = Date.UTC(2025, 0, 1, 2);
const MINUTE = 60_000;
const HEADER = 'eventId,type,memberRef,occurredAt,amountFen,reverses,data.termDays,data.onTime';

/** Whole numbers from 0 below a bound, the same ones for the same seed: the generator of Numerical Recipes. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/**
 * Eleven months of a shop that lends and invests: some 600 members and 2,000 events of eight types with refunds, zero
 * amounts and several events of a member on one day, and among them lines that have to be rejected. The same for the
 * same seed. Nobody takes back more than there was.
 */
export function shopHistory(seed = 1): ShopHistory {
  const random = randomFrom(seed);
  const events: HistoryEvent[] = [];
  /** What is left of orders that may still be refunded. */
  const open: { eventId: string; memberRef: string; left: number }[] = [];
  let time = START;
  for (let number = 1; number <= EVENTS; number++) {
    // Mostly hours later, now and then at the same minute.
    time += random(5) === 0 ? 0 : random(8 * 60) * MINUTE;
    const same = events.at(-1);
    const memberRef = same && random(12) === 0 ? same.memberRef : `m${String(random(MEMBERS)).padStart(4, '0')}`;
    const common = { eventId: `e${number}`, memberRef, occurredAt: localTime(time) };
    events.push(eventOf(common, random, open));
  }
  return { ...fileOf(events, random), events };
}

type Common = Pick<HistoryEvent, 'eventId' | 'memberRef' | 'occurredAt'>;

function eventOf(
  common: Common,
  random: (below: number) => number,
  open: { eventId: string; memberRef: string; left: number }[],
): HistoryEvent {
  const kind = random(100);
  const refunded = kind < 10 ? open[random(open.length)] : undefined;
  if (refunded) {
    const whole = random(3) === 0;
    const amountFen = whole ? refunded.left : random(refunded.left + 1);
    refunded.left -= amountFen;
    const { eventId: reverses, memberRef } = refunded;
    if (refunded.left === 0) open.splice(open.indexOf(refunded), 1);
    return { ...common, memberRef, type: 'order.refunded', amountFen, reverses };
  }
  if (kind < 60) {
    const amountFen = random(25) === 0 ? 0 : random(random(10) === 0 ? 90_000 : 30_000);
    if (amountFen > 0 && random(2) === 0)
      open.push({ eventId: common.eventId, memberRef: common.memberRef, left: amountFen });
    return { ...common, type: 'order.completed', amountFen };
  }
  if (kind < 68) return { ...common, type: 'review.posted' };
  if (kind < 74) return { ...common, type: 'wallet.recharged', amountFen: random(100_000) };
  if (kind < 84) return { ...common, type: 'loan.disbursed', amountFen: random(500_000) };
  if (kind < 88) return { ...common, type: 'loan.repaid', onTime: random(3) === 0 ? 'false' : 'true' };
  if (kind < 94)
    return { ...common, type: 'investment.made', amountFen: random(20_000_000), termDays: 10 + random(300) };
  return { ...common, type: 'app.opened' };
}

/** The instant as the shop's own clock shows it. */
function localTime(instant: number): string {
  return `${new Date(instant + 8 * 60 * MINUTE).toISOString().slice(0, 19)}+08:00`;
}

function lineOf({ eventId, type, memberRef, occurredAt, amountFen, reverses, termDays, onTime }: HistoryEvent): string {
  return [eventId, type, memberRef, occurredAt, amountFen, reverses, termDays, onTime].map((cell) => cell ?? '').join();
}

/** Lines that no import may take, each with its code; the last two name events that stand before them. */
function badLines(first: HistoryEvent): [line: string, code: string][] {
  const order: HistoryEvent = {
    ...first,
    eventId: 'bad',
    type: 'order.completed',
    amountFen: 100,
    reverses: undefined,
  };
  return [
    ['bad-1,order.completed,m0001', 'INPUT_INVALID'],
    [lineOf({ ...order, occurredAt: '2025-06-01 10:00:00' }), 'INPUT_INVALID'],
    [lineOf({ ...order, amountFen: -1 }), 'INPUT_INVALID'],
    [lineOf({ ...order, memberRef: '' }), 'INPUT_INVALID'],
    [lineOf({ ...order, type: 'order.refunded' }), 'REVERSES_MISSING'],
    [
      lineOf({ ...order, type: 'order.refunded', reverses: first.eventId, amountFen: 90_001 }),
      'REVERSAL_EXCEEDS_ORIGINAL',
    ],
    [lineOf({ ...first, amountFen: (first.amountFen ?? 0) + 1 }), 'EVENT_ID_REUSED'],
  ];
}

function fileOf(events: readonly HistoryEvent[], random: (below: number) => number): { csv: string; bad: BadLine[] } {
  const order = events.find(({ type }) => type === 'order.completed') ?? events[0];
  const bad = order ? badLines(order) : [];
  const lines = events.map(lineOf);
  const from = events.indexOf(order as HistoryEvent) + 1;
  // From the back, so that the places of those before stay; behind the order that some of them name.
  const places = bad.map(() => from + random(lines.length - from)).sort((a, b) => a - b);
  for (let index = bad.length - 1; index >= 0; index--) lines.splice(places[index] ?? 0, 0, bad[index]?.[0] ?? '');
  // A line each for the header and for those before.
  const numbered = bad.map(([, code], index) => ({ line: (places[index] ?? 0) + index + 2, code }));
  return { csv: `${[HEADER, ...lines].join('\n')}\n`, bad: numbered };
}

/** The business date of an event, in the shop's zone. */
export function dateOf({ occurredAt }: HistoryEvent): string {
  return occurredAt.slice(0, 10);
}
