import type { Instant } from './calendar';
import { holds, type MemberFacts } from './conditions';
import type { Draft } from './draft';
import type { EventInput } from './input';
import type { PlanOffer, Program } from './program';
import type { MemberState } from './state';

/**
 * Opens the offers that an event leads to, each once for a member, from when the event was recorded on. What is told
 * afterwards, and what happens to a blocked member, opens none; neither does an offer of a plan that is not sold.
 */
export function openOffers(draft: Draft, event: EventInput, facts: MemberFacts): void {
  const { state, program, calendar, effects, recordedAt: at } = draft;
  if (state.blocked || event.imported) return;
  for (const offer of program.offers) {
    const { code, plan, priceFen } = offer;
    if (!offer.on.includes(event.type) || state.offers?.[code] || !holds(offer.when, event, facts)) continue;
    if ((offer.first && state.plan) || !program.plans.some((one) => one.code === plan && !one.retired)) continue;
    const until = calendar.addTo(at, offer.for);
    state.offers = { ...state.offers, [code]: { openedAt: at, until, eventKey: event.eventKey } };
    effects.push({ kind: 'offerOpened', offer: code, plan, priceFen, until, at });
  }
}

/** The offers that are open for a member, the one that ends soonest first. */
export function openOffersOf(
  program: Program,
  state: Pick<MemberState, 'offers' | 'plan'>,
  now: Instant,
): { offer: PlanOffer; openedAt: Instant; until: Instant }[] {
  return program.offers
    .flatMap((offer) => {
      const opened = state.offers?.[offer.code];
      if (!opened || opened.used || now >= opened.until || (offer.first && state.plan)) return [];
      return [{ offer, openedAt: opened.openedAt, until: opened.until }];
    })
    .sort((a, b) => a.until - b.until);
}
