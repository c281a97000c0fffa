import type { BusinessDate, Instant } from './calendar';
import { holds, type MemberFacts } from './conditions';
import { type Draft, entryOf } from './draft';
import type { EventInput } from './input';
import { isReturning } from './placement';
import { planInForce } from './plan-standing';
import { type Grant, type MultiplierKind, type Program, primaryTrack, type Rule } from './program';
import { formatRational, multiply, one, type Rational, rational, round } from './rational';
import type { MemberState, Trace } from './state';

/** The ledgers that rules grant to. */
export type Account = 'points' | 'growth';

/** One line that a rule grants, after multipliers and caps. */
export interface GrantLine {
  account: Account;
  rule: string;
  amount: number;
  fixed: boolean;
  /** Of the points, what the multiplier of a plan added. */
  byPlan?: number;
  trace: Trace;
}

/**
 * The rules of a program that an event matches, by falling priority; an exclusive one stops the rest. Conditions see the
 * level and the tags that are known now, whenever the event occurred.
 */
export function matchingRules(draft: Draft, rules: Program, event: EventInput): Rule[] {
  const facts = factsFor(draft, rules, event);
  const matching: Rule[] = [];
  for (const rule of rulesByPriority(rules)) {
    if (!rule.on.includes(event.type) || !holds(rule.when, event, facts)) continue;
    matching.push(rule);
    if (rule.exclusive) break;
  }
  return matching;
}

/** What conditions see of the member of an event: level and tags are those that are known now. */
export function factsFor({ state, calendar }: Draft, rules: Program, event: EventInput): MemberFacts {
  return {
    level: levelOn(rules, state),
    plan: planInForce(rules, state)?.code,
    tags: state.tags ?? [],
    joined: calendar.dateOf(state.joinedAt),
    today: calendar.dateOf(event.occurredAt),
  };
}

/** The code of a member's level on the primary track. */
export function levelOn(rules: Program, state: MemberState): string {
  const track = primaryTrack(rules);
  return state.tracks[track.code]?.level ?? track.levels[0]?.code ?? '';
}

const sorted = new WeakMap<Program, readonly Rule[]>();

/** Sorted once for each program; rules of one priority stay in their order. */
function rulesByPriority(program: Program): readonly Rule[] {
  let rules = sorted.get(program);
  if (!rules) {
    rules = [...program.rules].sort((a, b) => b.priority - a.priority);
    sorted.set(program, rules);
  }
  return rules;
}

/**
 * What a rule grants for an event: base, then multipliers as exact fractions, rounded once, then caps, whose counters
 * are raised. What the caps cut is in the trace.
 */
export function grantLines(draft: Draft, rules: Program, rule: Rule, event: EventInput): GrantLine[] {
  const lines: GrantLine[] = [];
  for (const account of ['growth', 'points'] as const) {
    const grant = rule[account];
    if (grant) lines.push(grantLine(draft, rules, rule, grant, account, event));
  }
  return lines;
}

function grantLine(
  draft: Draft,
  rules: Program,
  rule: Rule,
  grant: Grant,
  account: Account,
  event: EventInput,
): GrantLine {
  const date = draft.calendar.dateOf(event.occurredAt);
  const factors = rule.multipliers
    .map((kind) => ({ kind, factor: multiplierOf(draft, rules, kind, account, date) }))
    .filter(({ factor }) => factor.numerator !== factor.denominator);
  const base = grant.perYuan
    ? multiply(grant.perYuan, rational(event.amountFen ?? 0, 100))
    : rational(grant.fixed ?? 0);
  const product = (kinds: typeof factors) =>
    round(
      kinds.reduce((sofar, { factor }) => multiply(sofar, factor), base),
      grant.rounding,
    );
  const beforeCap = product(factors);
  const { amount, cut } = applyCaps(draft, rules, rule, account, date, beforeCap);
  const trace: Trace = {
    rule: rule.code,
    rate: grant.perYuan ? `${formatRational(grant.perYuan)}/¥` : `${grant.fixed ?? 0}`,
    amountFen: event.amountFen,
    ...(factors.length > 0
      ? { multipliers: factors.map(({ kind, factor }) => ({ kind, factor: formatRational(factor) })) }
      : {}),
    ...(cut.length > 0 ? { beforeCap, cut } : {}),
  };
  const line: GrantLine = { account, rule: rule.code, amount, fixed: !grant.perYuan, trace };
  if (!factors.some(({ kind }) => kind === 'plan')) return line;
  return { ...line, byPlan: Math.max(0, amount - product(factors.filter(({ kind }) => kind !== 'plan'))) };
}

function multiplierOf(
  draft: Draft,
  rules: Program,
  kind: MultiplierKind,
  account: Account,
  date: BusinessDate,
): Rational {
  const key = account === 'points' ? 'pointsMultiplier' : 'growthMultiplier';
  const track = primaryTrack(rules);
  switch (kind) {
    case 'level': {
      const place = draft.state.tracks[track.code];
      return track.levels.find(({ code }) => code === place?.level)?.[key] ?? one;
    }
    case 'plan':
      return (account === 'points' && planInForce(rules, draft.state)?.pointsMultiplier) || one;
    case 'campaign':
      return rules.campaigns
        .filter(({ from, to }) => from <= date && date <= to)
        .reduce((product, campaign) => multiply(product, campaign[key] ?? one), one);
    case 'returning': {
      const factor = account === 'growth' ? track.returning?.growthMultiplier : undefined;
      return factor && isReturning(draft, track, draft.recordedAt as Instant) ? factor : one;
    }
  }
}

function applyCaps(
  draft: Draft,
  rules: Program,
  rule: Rule,
  account: Account,
  date: BusinessDate,
  amount: number,
): { amount: number; cut: NonNullable<Trace['cut']> } {
  const counters = entryOf<Record<string, number>>(draft.state.capped, date, () => ({}));
  const caps = [
    { cap: `${account}:${rule.source}`, limit: rule.capPerDay },
    { cap: account, limit: rules[account].capPerDay },
  ];
  const cut: NonNullable<Trace['cut']> = [];
  let granted = amount;
  for (const { cap, limit } of caps) {
    if (limit === undefined) continue;
    const room = Math.max(0, limit - (counters[cap] ?? 0));
    if (granted > room) cut.push({ cap, by: granted - room });
    granted = Math.min(granted, room);
  }
  // Counters are of what was granted, gross: a reversal does not give room back.
  for (const { cap, limit } of caps) if (limit !== undefined) counters[cap] = (counters[cap] ?? 0) + granted;
  return { amount: granted, cut };
}
