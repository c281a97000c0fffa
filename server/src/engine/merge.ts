import type { Archive } from './archive';
import type { Draft } from './draft';
import { settleWaiting } from './events';
import { type Estate, type Input, InputRefused } from './input';
import { bringAssets, leaveAssets } from './merge-assets';
import { bringPlans, leavePlans, plansOf } from './merge-plans';
import { addBaselines, raiseLevels } from './placement';
import { takeElsewhere } from './points';
import { bringReferral } from './referral';
import { taskOfReward } from './reward';
import type {
  Coupon,
  Entry,
  GrantedEvent,
  Hold,
  Lot,
  MemberState,
  PlanState,
  Recharge,
  WalletSpend,
  WalletState,
} from './state';
import { bringTags } from './tags';
import { bringWallet, emptyWallet } from './wallet';

type Of<K extends Input['kind']> = Extract<Input, { kind: K }>;

/**
 * What a member leaves, from the state up to which time has passed and the whole archive. What is in both was brought
 * back by a later input: the state knows better.
 */
export function estateOf(state: MemberState, archive: Archive): Estate {
  const lots = { ...state.lots };
  const holds = { ...state.holds };
  const granted = { ...state.granted };
  const coupons = { ...state.coupons };
  for (const [key, item] of archive) {
    const name = key.slice(key.indexOf(':') + 1);
    if (key.startsWith('lot:')) lots[Number(name)] ??= item as Lot;
    else if (key.startsWith('hold:')) holds[name] ??= item as Hold;
    else if (key.startsWith('coupon:')) coupons[name] ??= item as Coupon;
    else if (isOfWallet(key)) continue;
    else granted[name] ??= item as GrantedEvent;
  }
  const { growth, debt, waiting, capped, facts, holding, formula, tracks, tasks, checkIn } = state;
  const { couponClaims, entitlements, gifts, celebrated, birthday } = state;
  return {
    ...{ growth, debt, granted, waiting, capped, facts, holding, formula, tasks, checkIn },
    lots: Object.values(lots).sort((a, b) => a.id - b.id),
    holds: Object.values(holds).sort((a, b) => (a.id < b.id ? -1 : 1)),
    baselines: Object.fromEntries(Object.entries(tracks).map(([code, { baseline }]) => [code, baseline])),
    assets: { coupons, couponClaims, entitlements, gifts, celebrated, birthday },
    ...(state.wallet ? { wallet: walletEstate(state.wallet, archive) } : {}),
    ...(state.referral ? { referral: state.referral } : {}),
    ...(state.tags ? { tags: state.tags } : {}),
    ...plansOf(state),
  };
}

const isOfWallet = (key: string) => key.startsWith('recharge:') || key.startsWith('walletSpend:');

function walletEstate({ rechargedFen, ...wallet }: WalletState, archive: Archive): Estate['wallet'] {
  const recharges = { ...wallet.recharges };
  const spends = { ...wallet.spends };
  for (const [key, item] of archive) {
    const name = key.slice(key.indexOf(':') + 1);
    if (key.startsWith('recharge:')) recharges[name] ??= item as Recharge;
    else if (key.startsWith('walletSpend:')) spends[name] ??= item as WalletSpend;
  }
  return {
    rechargedFen,
    recharges: Object.values(recharges).sort((a, b) => a.number - b.number),
    spends: Object.values(spends).sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

/**
 * Closes a member who is merged into another: a line takes each account to zero, the history of levels stays. Refuses:
 * MERGE_HOLD_OPEN, because the order at the checkout still counts on the points.
 */
export function mergeOut(draft: Draft, { at: effectiveAt, into, reason, actor }: Of<'mergeOut'>): void {
  const { state } = draft;
  const open = Object.values(state.holds).find((hold) => hold.state === 'held');
  if (open) {
    const message = `The hold ${open.id} of the order ${open.orderRef} is open: have it captured or released first.`;
    throw new InputRefused('MERGE_HOLD_OPEN', message);
  }
  const line = { kind: 'transfer' as const, effectiveAt, trace: { reason, actor } };
  let points = -state.debt;
  for (const lot of Object.values(state.lots)) {
    points += lot.remaining;
    state.lots[lot.id] = { ...lot, remaining: 0 };
  }
  draft.post({ ...line, account: 'points', delta: -points });
  draft.post({ ...line, account: 'growth', delta: -state.growth });
  leaveAssets(state);
  Object.assign(state, { holding: undefined, formula: undefined, tasks: undefined, checkIn: undefined });
  const { principal, gift } = emptyWallet(state);
  draft.post({ ...line, account: 'principal', delta: -principal });
  draft.post({ ...line, account: 'gift', delta: -gift });
  draft.post({ ...line, account: 'saving', delta: -(state.savedFen ?? 0) });
  leavePlans(state);
  Object.assign(state, { referral: undefined, tags: undefined });
  Object.assign(state, { growth: 0, debt: 0, waiting: {}, capped: {}, facts: {}, mergedInto: into });
}

/**
 * Takes over what another member left: lots with their own dates, what events granted and closed holds, so that refunds
 * and returns find their lots; measures by date, so that scores combine; counters of caps. A debt of either is settled
 * from the lots of both. Levels rise by the combined scores, and none falls.
 */
export function mergeIn(draft: Draft, { at, from, estate, reason, actor }: Of<'mergeIn'>): void {
  const { state } = draft;
  const lotIds = bringLots(state, estate.lots);
  const idOf = (id: number | undefined) => (id === undefined ? undefined : lotIds.get(id));
  for (const hold of estate.holds) {
    const edges = hold.edges.map((edge) => ({ ...edge, lotId: idOf(edge.lotId) ?? edge.lotId }));
    state.holds[hold.id] = { ...hold, edges };
  }
  const brought = bringTasks(state, estate.tasks);
  for (const [key, grant] of Object.entries(estate.granted)) {
    const rewarded = taskOfReward(key);
    // The survivor's own place on a task stays, and so does the reward that it had for it.
    if (rewarded !== undefined && !brought.has(rewarded)) continue;
    const lines = grant.lines.map((line) => ({ ...line, lotId: idOf(line.lotId) }));
    const tasks = grant.tasks?.filter(({ task }) => brought.has(task));
    state.granted[key] = { ...grant, lines, facts: grant.facts.map((fact) => ({ ...fact })), tasks };
  }
  bringCheckIns(state, estate.checkIn);
  const inLots = estate.lots.reduce((sum, { remaining }) => sum + remaining, 0);
  const toDebt = settleDebts(state, estate.debt, at);
  const line = { kind: 'transfer' as const, effectiveAt: at };
  const trace = { reason, actor };
  const pointsTrace = toDebt > 0 && inLots > 0 ? { ...trace, toDebt } : trace;
  draft.post({ ...line, account: 'points', delta: inLots - estate.debt, trace: pointsTrace });
  draft.post({ ...line, account: 'growth', delta: estate.growth, trace });
  const { principal, gift } = bringWallet(state, estate.wallet);
  draft.post({ ...line, account: 'principal', delta: principal, trace });
  draft.post({ ...line, account: 'gift', delta: gift, trace });
  const savedFen = bringPlans(draft, from, estate.plans);
  transferSavings(draft, savedFen, estate.plans?.plan, { ...line, trace });
  bringReferral(state, estate.referral);
  bringTags(state, estate.tags);
  state.growth += estate.growth;
  addAll(state.facts, estate.facts);
  addAll(state.capped, estate.capped);
  const { holding } = estate;
  if (holding && holding.occurredAt > (state.holding?.occurredAt ?? Number.NEGATIVE_INFINITY)) state.holding = holding;
  bringFormula(state, estate.formula);
  bringAssets(state, from, estate.assets);
  addBaselines(draft, estate.baselines);
  raiseLevels(draft, at);
  bringWaiting(draft, estate);
}

/** What was saved comes as one line, and what the last subscription saved as one of its own: its lines stay what it saved. */
function transferSavings(
  draft: Draft,
  savedFen: number,
  plan: PlanState | undefined,
  line: Pick<Entry, 'kind' | 'effectiveAt' | 'trace'>,
): void {
  const ofPlan = plan?.savedFen ?? 0;
  const saving = { plan: plan?.subscriptionId ?? '', kind: 'transfer' as const, of: '' };
  draft.post({ ...line, account: 'saving', delta: ofPlan, trace: { ...line.trace, saving } });
  draft.post({ ...line, account: 'saving', delta: savedFen - ofPlan });
}

/** What both formulas had posted is posted; the next evaluation tells the difference to what the combined facts say. */
function bringFormula(state: MemberState, brought: Estate['formula']): void {
  if (!brought) return;
  const own = state.formula;
  const bases = [own?.base, brought.base].flatMap((base) => (base ? [base] : []));
  const base = bases.sort((a, b) => b.occurredAt - a.occurredAt)[0];
  state.formula = { value: (own?.value ?? 0) + brought.value, base };
}

/** The other's places on tasks of which the survivor has none; the codes of these. */
function bringTasks(state: MemberState, tasks: Estate['tasks']): Set<string> {
  const brought = Object.entries(tasks ?? {}).filter(([code]) => !state.tasks?.[code]);
  if (brought.length > 0) state.tasks = { ...state.tasks, ...Object.fromEntries(brought) };
  return new Set(brought.map(([code]) => code));
}

/** One person: a day on which either checked in is a check-in. */
function bringCheckIns(state: MemberState, brought: Estate['checkIn']): void {
  if (!brought) return;
  const own = state.checkIn;
  state.checkIn = { dates: { ...brought.dates, ...own?.dates }, carried: own?.carried ?? brought.carried };
}

/** Lots under new numbers, which no lot of the member has had; returns the new number of each. */
function bringLots(state: MemberState, lots: readonly Lot[]): Map<number, number> {
  const first = state.lotSeq + 1;
  const lotIds = new Map(lots.map(({ id }, index): [number, number] => [id, first + index]));
  state.lotSeq += lots.length;
  for (const lot of lots) {
    const id = lotIds.get(lot.id) as number;
    const moved: Lot = { ...lot, id };
    if (lot.rootId !== undefined) moved.rootId = lotIds.get(lot.rootId);
    if (lot.childId !== undefined) moved.childId = lotIds.get(lot.childId);
    state.lots[id] = moved;
  }
  return lotIds;
}

/** With a debt no lot has anything left: of two members, one may owe while the other has. Returns what was settled. */
function settleDebts(state: MemberState, more: number, at: number): number {
  const owed = state.debt + more;
  state.debt = 0;
  takeElsewhere(state, owed, at);
  return owed - state.debt;
}

function addAll(sums: Record<string, Record<string, number>>, more: Readonly<typeof sums>): void {
  for (const [key, amounts] of Object.entries(more)) {
    const own = { ...sums[key] };
    for (const [part, amount] of Object.entries(amounts)) own[part] = (own[part] ?? 0) + amount;
    sums[key] = own;
  }
}

/** Reversals go on waiting, unless the other member had the original. In an order that does not depend on storage. */
function bringWaiting(draft: Draft, { waiting }: Estate): void {
  const own = draft.state.waiting;
  for (const [key, reversals] of Object.entries(waiting)) own[key] = [...(own[key] ?? []), ...reversals];
  for (const key of Object.keys(own).sort()) settleWaiting(draft, key);
}
