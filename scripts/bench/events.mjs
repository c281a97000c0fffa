// @ts-check
/** Events as a shop that lends would send them: always the same ones, for comparisons. */

/**
 * @typedef {object} SentEvent
 * @property {string} eventId
 * @property {string} type
 * @property {string} memberRef
 * @property {string} occurredAt
 * @property {number} [amountFen]
 * @property {string} [subject]
 * @property {string} [reverses]
 * @property {object} [data]
 */

/** @typedef {{ eventId: string, openFen: number }} Order what of an order can still be refunded */

/** Out of 100 events, those up to this one are of a type. */
const MIX = [
  { type: 'order.completed', upTo: 45 },
  { type: 'loan.repaid', upTo: 67 },
  { type: 'loan.disbursed', upTo: 82 },
  { type: 'review.posted', upTo: 92 },
  { type: 'order.refunded', upTo: 99 },
  { type: 'breach.recorded', upTo: 100 },
];
const CATEGORIES = ['phone', 'clothing', 'grocery', 'travel', 'gift-card'];

/**
 * Numbers in [0, 1) that are the same in every run (mulberry32).
 * @param {number} seed
 * @returns {() => number}
 */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The events of many members, one after the other. */
export class History {
  /** @type {Map<number, Order>} the last order of each member */
  orders = new Map();
  random = numbers(20_261_122);
  made = 0;

  /** @param {number} members named `m0`, `m1`, … */
  constructor(members) {
    this.members = members;
  }

  /** @param {number} below */
  whole(below) {
    return Math.floor(this.random() * below);
  }

  /**
   * Events spread evenly over a time, in `lanes` lists: each member is in one of them, and all are of one length.
   * @param {number} count a multiple of `lanes`, of which `members` is one too
   * @param {number} lanes
   * @param {{ from: number, to: number }} time milliseconds since 1970
   * @returns {SentEvent[][]}
   */
  next(count, lanes, { from, to }) {
    /** @type {SentEvent[][]} */
    const lists = Array.from({ length: lanes }, () => []);
    for (let index = 0; index < count; index++) {
      const lane = index % lanes;
      const member = this.whole(this.members / lanes) * lanes + lane;
      const occurredAt = new Date(Math.floor(from + ((to - from) * index) / count)).toISOString();
      lists[lane]?.push({ ...this.event(member), memberRef: `m${member}`, occurredAt });
    }
    return lists;
  }

  /**
   * @param {number} member
   * @returns {Omit<SentEvent, 'memberRef' | 'occurredAt'>}
   */
  event(member) {
    const eventId = `e${++this.made}`;
    const order = this.orders.get(member);
    const type = this.type();
    if (type === 'order.refunded' && order && order.openFen > 0) {
      const amountFen = this.random() < 0.5 ? order.openFen : Math.ceil(order.openFen * this.random());
      order.openFen -= amountFen;
      return { eventId, type, reverses: order.eventId, amountFen };
    }
    switch (type) {
      case 'loan.disbursed':
        return { eventId, type, amountFen: (1 + this.whole(40)) * 20_000, subject: `LN${eventId}` };
      case 'loan.repaid':
        return { eventId, type, amountFen: 10_000 + this.whole(90_000), data: { onTime: this.random() < 0.9 } };
      case 'review.posted':
      case 'breach.recorded':
        return { eventId, type };
    }
    const amountFen = 1000 + this.whole(400_000);
    this.orders.set(member, { eventId, openFen: amountFen });
    const data = { category: CATEGORIES[this.whole(CATEGORIES.length)], items: 1 + this.whole(5) };
    return { eventId, type: 'order.completed', amountFen, subject: `SO${eventId}`, data };
  }

  /** @returns {string} */
  type() {
    const drawn = this.whole(100);
    return MIX.find(({ upTo }) => drawn < upTo)?.type ?? 'order.completed';
  }
}
