import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database/open-database';
import { inTransaction } from '../../platform/database/unit-of-work';
import { ConfigurationError } from '../../platform/errors';
import type { Logger } from '../../platform/log';
import { countMembersWithState } from '../journal';
import { type ProgramCatalogue, parseProgram } from '../programs';
import { simulateProgram } from './simulate-program';
import type { SimulationRow } from './simulation.entities';
import {
  anyUnfinished,
  claimSimulation,
  finishSimulation,
  nextClaimable,
  releaseSimulation,
  touchSimulation,
} from './simulation.store';

/** An instance that gave no sign of life for so long has died: another begins its simulation again. */
const LEASE_MS = 60_000;
const ON_OUR_SIDE = 'It failed on our side; the log of the server says why.';

/** What the queue needs. */
export interface QueueParts {
  database: Database;
  programs: ProgramCatalogue;
  clock: Clock;
  log: Logger;
}

/**
 * Runs the simulations that wait, one at a time in this process. A simulation that was broken off begins again, here or
 * in another instance; no two instances run the same one.
 */
export class SimulationQueue {
  private readonly lease = crypto.randomUUID();
  private working: Promise<void> | undefined;
  private isAsked = false;
  private isStopped = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: QueueParts) {}

  /** There may be something to do. Returns at once. */
  wake(): void {
    if (this.isStopped) return;
    this.isAsked = true;
    this.working ??= this.workOff()
      .catch((error: unknown) =>
        this.parts.log.error({ err: error }, 'the simulations stopped; they go on in a minute'),
      )
      .finally(() => {
        this.working = undefined;
        if (this.isAsked) this.wake();
      });
  }

  /** Gives back what is under way, and begins nothing new. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.isAsked = false;
    clearTimeout(this.timer);
    await this.working;
  }

  private async workOff(): Promise<void> {
    this.lookAgainLater();
    while (this.isAsked && !this.isStopped) {
      this.isAsked = false;
      for (let row = await this.claim(); row; row = await this.claim()) await this.run(row);
    }
    if (!(await anyUnfinished(this.parts.database))) clearTimeout(this.timer);
  }

  /** Another instance may die with what it runs, and a database may come back. */
  private lookAgainLater(): void {
    clearTimeout(this.timer);
    if (this.isStopped) return;
    this.timer = setTimeout(() => this.wake(), LEASE_MS);
    this.timer.unref();
  }

  private async claim(): Promise<SimulationRow | undefined> {
    const { database, clock } = this.parts;
    if (this.isStopped) return undefined;
    const wallNow = clock.wallNow();
    const silentSince = new Date(wallNow.getTime() - LEASE_MS);
    const id = await nextClaimable(database, silentSince);
    if (id === undefined) return undefined;
    const membersTotal = await countMembersWithState(database);
    const claim = { lease: this.lease, wallNow, silentSince, startedAt: clock.businessNow(), membersTotal };
    return inTransaction(database, (tx) => claimSimulation(tx, id, claim));
  }

  private async run(row: SimulationRow): Promise<void> {
    const { database, clock, log } = this.parts;
    const held = { id: row.id, lease: this.lease };
    try {
      const outcome = await this.simulate(row);
      if (outcome) {
        const ending = { state: 'DONE' as const, result: JSON.stringify(outcome), error: null };
        const finishedAt = clock.businessNow();
        await inTransaction(database, (tx) => finishSimulation(tx, held, { ...ending, finishedAt }));
      } else if (this.isStopped) await inTransaction(database, (tx) => releaseSimulation(tx, held));
    } catch (error) {
      log.error({ err: error, simulation: row.id }, 'a simulation failed');
      const message = error instanceof ConfigurationError ? error.message.slice(0, 500) : ON_OUR_SIDE;
      const ending = { state: 'FAILED' as const, result: null, error: message, finishedAt: clock.businessNow() };
      await inTransaction(database, (tx) => finishSimulation(tx, held, ending));
    }
  }

  private async simulate(row: SimulationRow) {
    const { database, programs, clock } = this.parts;
    const held = { id: row.id, lease: this.lease };
    const draft = parseProgram(row.source, `simulation ${row.id}`);
    const task = { current: await programs.current(), draft, now: row.createdAt };
    return simulateProgram(database, task, async ({ members: membersDone, inputs: inputsDone }) => {
      if (this.isStopped) return false;
      const wallNow = clock.wallNow();
      return inTransaction(database, (tx) => touchSimulation(tx, held, { membersDone, inputsDone, wallNow }));
    });
  }
}
