/** How a subscription stands: the states in which what came with the plan is there. */
const RUNNING = ['ACTIVE', 'PAST_DUE', 'CANCELLED'] as const;

/** Whether the benefits of a subscription are the member's now. */
export function isRunning<One extends { state: string }>(
  subscription: One | null | undefined,
): subscription is One & { state: (typeof RUNNING)[number] } {
  return RUNNING.some((state) => state === subscription?.state);
}

/** The quote to show first: one that is on offer for a while, else the cheapest by the month. */
export function bestQuote<
  Quote extends { offer?: object | null; canCheckout: boolean; plan: { monthlyPriceFen: number } },
>(quotes: readonly Quote[]): Quote | undefined {
  const open = quotes.filter(({ canCheckout }) => canCheckout);
  const sorted = [...open].sort((a, b) => a.plan.monthlyPriceFen - b.plan.monthlyPriceFen);
  return open.find(({ offer }) => offer) ?? sorted[0];
}
