import { Column, Entity, Index } from 'typeorm';
import { bigintColumn, instantColumn, longTextColumn, rowIdColumn } from '../../platform/database/values';

/** A line of what staff did: never changed, never deleted. */
@Entity('operation_log')
@Index('operation_log_object', ['objectKind', 'objectId', 'id'])
@Index('operation_log_actor', ['actor', 'id'])
export class OperationRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...instantColumn })
  at: Date;

  /** `staff:<name>`. */
  @Column({ type: 'varchar', length: 128 })
  actor: string;

  /** The mutation. */
  @Column({ type: 'varchar', length: 64 })
  action: string;

  @Column({ type: 'varchar', name: 'object_kind', length: 32 })
  objectKind: string;

  @Column({ ...bigintColumn, name: 'object_id' })
  objectId: number;

  /** JSON: what changed, `{ field: { from, to } }`, and the reason if one was given. */
  @Column(longTextColumn)
  details: string;
}
