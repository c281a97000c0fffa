import type { Effect } from '../../engine/outcome';
import type { Database } from '../../platform/database/open-database';
import { inTransaction, type Tx } from '../../platform/database/unit-of-work';
import { freshEffects, overdueEffects, postponeEffects, takeEffects, type WaitingEffect } from './outbox.store';

const CHUNK = 200;
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 3_600_000;

/**
 * Does what effects lead to, all of them by few statements, oldest first. Runs in the transaction that takes them out of
 * the outbox: what it writes to our database is written exactly once. It calls nobody outside.
 */
export type EffectHandler = (tx: Tx, effects: readonly WaitingEffect[]) => Promise<void>;

/** Who handles which kind of effect; null: nobody needs it, and it is dropped. One handler may stand for several kinds. */
export type EffectHandlers = Readonly<Record<Effect['kind'], EffectHandler | null>>;

/** Effects whose handler failed; they are tried again, one by one, after ever longer pauses. */
export interface DispatchFailure {
  error: unknown;
  effectIds: number[];
  kinds: string[];
  /** How often this was tried. */
  attempts: number;
}

/** What a run of the dispatcher did. */
export interface DispatchReport {
  handled: number;
  failed: number;
  /** Whom the handled effects were about. */
  memberIds: Set<number>;
  /** Orders that they were about, each with its member. */
  orders: Map<number, number>;
}

/**
 * Hands what waits in the outbox to its handlers, in chunks, each in one transaction. May run in several instances at
 * once, and be stopped at any time. What a handler fails at does not hold up the rest: the chunk's effects of that handler
 * are tried alone, and those that fail alone wait up to an hour between attempts. `now` is the wall clock's.
 */
export async function dispatchOutbox(
  database: Database,
  handlers: EffectHandlers,
  now: Date,
  onFailure: (failure: DispatchFailure) => void,
): Promise<DispatchReport> {
  const report: DispatchReport = { handled: 0, failed: 0, memberIds: new Set(), orders: new Map() };
  const kinds = Object.keys(handlers);
  const dispatch = async (effects: readonly WaitingEffect[]) => {
    const failure = await dispatchChunk(database, handlers, effects, now, report);
    if (failure) onFailure(failure);
  };
  for (;;) {
    // One more, to see whether the last member's are all there.
    const fresh = await freshEffects(database, kinds, CHUNK + 1);
    if (fresh.length === 0) break;
    await dispatch(wholeMembers(fresh));
  }
  for (;;) {
    const overdue = await overdueEffects(database, kinds, now, CHUNK);
    if (overdue.length === 0) return report;
    for (const effect of overdue) await dispatch([effect]);
  }
}

/** As many as a chunk takes without cutting a member's in two, where that is possible: they may belong together. */
function wholeMembers(effects: readonly WaitingEffect[]): readonly WaitingEffect[] {
  if (effects.length <= CHUNK) return effects;
  const { memberId } = effects[CHUNK] as WaitingEffect;
  const end = effects.findLastIndex((effect) => effect.memberId !== memberId) + 1;
  return effects.slice(0, end === 0 ? CHUNK : end);
}

/** Thrown when somebody else has taken one of the effects: what was done for the others rolls back. */
class TakenMeanwhile extends Error {}

async function dispatchChunk(
  database: Database,
  handlers: EffectHandlers,
  effects: readonly WaitingEffect[],
  now: Date,
  report: DispatchReport,
): Promise<DispatchFailure | undefined> {
  let running: readonly WaitingEffect[] | undefined;
  try {
    await inTransaction(database, async (tx) => {
      running = undefined;
      const ids = effects.map(({ id }) => id);
      if (!(await takeEffects(tx, ids))) throw new TakenMeanwhile();
      for (const [handle, own] of byHandler(handlers, effects)) {
        running = own;
        await handle(tx, own);
      }
      running = undefined;
    });
  } catch (error) {
    // Looked up again, they are gone.
    if (error instanceof TakenMeanwhile) return undefined;
    if (!running) throw error;
    return postpone(database, running, error, now, report);
  }
  report.handled += effects.length;
  for (const { memberId, effect } of effects) {
    report.memberIds.add(memberId);
    if ('orderId' in effect) report.orders.set(effect.orderId, memberId);
  }
  return undefined;
}

function byHandler(handlers: EffectHandlers, effects: readonly WaitingEffect[]): Map<EffectHandler, WaitingEffect[]> {
  const groups = new Map<EffectHandler, WaitingEffect[]>();
  for (const waiting of effects) {
    const handle = handlers[waiting.effect.kind];
    if (!handle) continue;
    const group = groups.get(handle);
    if (group) group.push(waiting);
    else groups.set(handle, [waiting]);
  }
  return groups;
}

async function postpone(
  database: Database,
  effects: readonly WaitingEffect[],
  error: unknown,
  now: Date,
  report: DispatchReport,
): Promise<DispatchFailure> {
  const effectIds = effects.map(({ id }) => id);
  const attempts = Math.max(...effects.map((effect) => effect.attempts)) + 1;
  // After the first attempt, at once: alone, most of a chunk will pass.
  const pause = attempts === 1 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 2), LONGEST_PAUSE_MS);
  await inTransaction(database, (tx) => postponeEffects(tx, effectIds, attempts, new Date(now.getTime() + pause)));
  report.failed += effects.length;
  const kinds = [...new Set(effects.map(({ effect }) => effect.kind))];
  return { error, effectIds, kinds, attempts };
}
