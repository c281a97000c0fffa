import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { hashSecret } from '../../platform/secrets';
import type { ReviewedProgram } from '../programs';
import type { SimulationRow } from './simulation.entities';
import { insertSimulation, lockSimulation, markCancelled } from './simulation.store';

/** Puts a reviewed draft into the queue. */
export function requestSimulation(
  tx: Tx,
  { source, diff }: ReviewedProgram,
  by: { requestedBy: string; createdAt: Date },
): Promise<SimulationRow> {
  return insertSimulation(tx, { ...by, source, sourceHash: hashSecret(source), diff: JSON.stringify(diff) });
}

/** Ends a simulation that waits or runs. Refuses: NOT_FOUND, STATE_CONFLICT when it has ended already. */
export async function cancelSimulation(tx: Tx, id: number | undefined, now: Date): Promise<SimulationRow> {
  const row = id === undefined ? null : await lockSimulation(tx, id);
  if (!row) throw new Refusal('NOT_FOUND', 'There is no such simulation.', ['id']);
  if (row.state !== 'QUEUED' && row.state !== 'RUNNING') {
    throw new Refusal('STATE_CONFLICT', `The simulation is ${row.state} already.`, ['id']);
  }
  await markCancelled(tx, row.id, now);
  return { ...row, state: 'CANCELLED', finishedAt: now, lease: null };
}
