import { In } from 'typeorm';
import type { Database } from '../../platform/database/open-database';
import { insertRow, type RawRow } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { instantText, toSafeInt } from '../../platform/database/values';
import { SimulationRow, type SimulationState } from './simulation.entities';

/** Writes a simulation that nobody runs yet. Returns it with its id. */
export async function insertSimulation(
  tx: Tx,
  asked: Pick<SimulationRow, 'source' | 'sourceHash' | 'diff' | 'requestedBy' | 'createdAt'>,
): Promise<SimulationRow> {
  const nothing = { startedAt: null, finishedAt: null, lease: null, touchedAt: null, result: null, error: null };
  const counts = { membersTotal: 0, membersDone: 0, inputsDone: 0 };
  const row = { ...asked, ...nothing, ...counts, state: 'QUEUED' as const };
  return { ...row, id: await insertRow(tx, SimulationRow, row) };
}

/** Simulations by row id. */
export async function simulationsById(database: Database, ids: number[]): Promise<Map<number, SimulationRow>> {
  const rows = await database.reader.getRepository(SimulationRow).findBy({ id: In(ids) });
  return new Map(rows.map((row) => [row.id, row]));
}

/** A page of simulations, the newest first, one more than asked. */
export async function listSimulations(
  database: Database,
  page: { first: number; afterKey: number | undefined },
): Promise<SimulationRow[]> {
  const query = database.reader
    .getRepository(SimulationRow)
    .createQueryBuilder('s')
    .orderBy('s.id', 'DESC')
    .take(page.first + 1);
  if (page.afterKey !== undefined) query.where('s.id < :after', { after: page.afterKey });
  return query.getMany();
}

const CLAIMABLE = "(state = 'QUEUED' OR (state = 'RUNNING' AND touched_at < ?))";

/** The oldest simulation that waits, or whose instance gave no sign of life since `silentSince`. */
export async function nextClaimable(database: Database, silentSince: Date): Promise<number | undefined> {
  const rows: RawRow[] = await database.reader.query(
    `SELECT id FROM simulation WHERE ${CLAIMABLE} ORDER BY id LIMIT 1`,
    [instantText(silentSince)],
  );
  return rows[0] && toSafeInt(rows[0].id);
}

/** Whether any simulation waits or is run by somebody. */
export async function anyUnfinished(database: Database): Promise<boolean> {
  const rows: RawRow[] = await database.reader.query(
    "SELECT id FROM simulation WHERE state IN ('QUEUED', 'RUNNING') LIMIT 1",
  );
  return rows.length > 0;
}

/** Who takes a simulation on, and when. */
export interface Claim {
  lease: string;
  wallNow: Date;
  silentSince: Date;
  startedAt: Date;
  membersTotal: number;
}

/** Takes a simulation on, from its beginning; undefined when another instance was faster or it was cancelled. */
export async function claimSimulation(tx: Tx, id: number, claim: Claim): Promise<SimulationRow | undefined> {
  const { lease, wallNow, silentSince, startedAt, membersTotal } = claim;
  await tx.query(
    `UPDATE simulation SET state = 'RUNNING', lease = ?, touched_at = ?, started_at = ?, members_total = ?,
            members_done = 0, inputs_done = 0 WHERE id = ? AND ${CLAIMABLE}`,
    [lease, instantText(wallNow), instantText(startedAt), membersTotal, id, instantText(silentSince)],
  );
  const row = await tx.findOneBy(SimulationRow, { id });
  return row && isHeld(row, lease) ? row : undefined;
}

/** Whether this instance still runs it. */
function isHeld(row: SimulationRow, lease: string): boolean {
  return row.state === 'RUNNING' && row.lease === lease;
}

/** Notes how far a simulation is, as a sign of life. False: it was cancelled, or somebody else has taken it on. */
export async function touchSimulation(
  tx: Tx,
  { id, lease }: { id: number; lease: string },
  progress: { membersDone: number; inputsDone: number; wallNow: Date },
): Promise<boolean> {
  await tx.query(
    "UPDATE simulation SET members_done = ?, inputs_done = ?, touched_at = ? WHERE id = ? AND lease = ? AND state = 'RUNNING'",
    [progress.membersDone, progress.inputsDone, instantText(progress.wallNow), id, lease],
  );
  const rows: RawRow[] = await tx.query("SELECT id FROM simulation WHERE id = ? AND lease = ? AND state = 'RUNNING'", [
    id,
    lease,
  ]);
  return rows.length > 0;
}

/** How a simulation ended. */
export interface Ending {
  state: Extract<SimulationState, 'DONE' | 'FAILED'>;
  result: string | null;
  error: string | null;
  finishedAt: Date;
}

/** Ends a simulation that this instance runs; nothing happens when it is no longer its own. */
export async function finishSimulation(
  tx: Tx,
  { id, lease }: { id: number; lease: string },
  { state, result, error, finishedAt }: Ending,
): Promise<void> {
  await tx.query(
    "UPDATE simulation SET state = ?, result = ?, error = ?, finished_at = ?, lease = NULL WHERE id = ? AND lease = ? AND state = 'RUNNING'",
    [state, result, error, instantText(finishedAt), id, lease],
  );
}

/** Gives a simulation back, for this or another instance to begin it again. */
export async function releaseSimulation(tx: Tx, { id, lease }: { id: number; lease: string }): Promise<void> {
  await tx.query(
    `UPDATE simulation SET state = 'QUEUED', lease = NULL, members_done = 0, inputs_done = 0
      WHERE id = ? AND lease = ? AND state = 'RUNNING'`,
    [id, lease],
  );
}

/** Locks a simulation and returns it as it is now. */
export async function lockSimulation(tx: Tx, id: number): Promise<SimulationRow | null> {
  await tx.query('UPDATE simulation SET touched_at = touched_at WHERE id = ?', [id]);
  return tx.findOneBy(SimulationRow, { id });
}

/** Marks a locked simulation as cancelled. */
export async function markCancelled(tx: Tx, id: number, finishedAt: Date): Promise<void> {
  await tx.update(SimulationRow, { id }, { state: 'CANCELLED', finishedAt, lease: null });
}
