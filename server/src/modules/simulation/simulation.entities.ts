import { Column, Entity, Index } from 'typeorm';
import { bigintColumn, instantColumn, longTextColumn, rowIdColumn } from '../../platform/database/values';

/** How far a simulation is. */
export type SimulationState = 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELLED';

/** A draft of the program that is tried on the stored history. Nothing else in the database knows of it. */
@Entity('simulation')
@Index('simulation_state', ['state', 'id'])
export class SimulationRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ type: 'varchar', length: 16 })
  state: SimulationState;

  /** The draft, as it was given. */
  @Column(longTextColumn)
  source: string;

  /** SHA-256 of the draft: what is published can be seen to be what was simulated. */
  @Column({ type: 'varchar', name: 'source_hash', length: 64 })
  sourceHash: string;

  /** What the draft changed in the program that was in force: lines, as JSON. */
  @Column(longTextColumn)
  diff: string;

  @Column({ type: 'varchar', name: 'requested_by', length: 100 })
  requestedBy: string;

  /** When it was asked for, by the business clock; levels and points are judged as of then. */
  @Column({ ...instantColumn, name: 'created_at' })
  createdAt: Date;

  @Column({ ...instantColumn, name: 'started_at', nullable: true })
  startedAt: Date | null;

  @Column({ ...instantColumn, name: 'finished_at', nullable: true })
  finishedAt: Date | null;

  /** Which instance runs it, and when that last gave a sign of life (wall clock): another takes over after a while. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  lease: string | null;

  @Column({ ...instantColumn, name: 'touched_at', nullable: true })
  touchedAt: Date | null;

  @Column({ ...bigintColumn, name: 'members_total' })
  membersTotal: number;

  @Column({ ...bigintColumn, name: 'members_done' })
  membersDone: number;

  @Column({ ...bigintColumn, name: 'inputs_done' })
  inputsDone: number;

  /** A `SimulationOutcome` as JSON, when it is done. */
  @Column({ ...longTextColumn, nullable: true })
  result: string | null;

  @Column({ type: 'varchar', length: 500, nullable: true })
  error: string | null;
}
