import { Column, Entity, Index } from 'typeorm';
import { instantColumn, rowIdColumn } from '../../platform/database/values';

/** What was done under an idempotency key: the input's hash and the id of what was made. Refusals are not kept. */
@Entity('idempotency')
export class IdempotencyRow {
  @Column(rowIdColumn)
  id: number;

  /** `<principal> <mutation> <key>`. */
  @Index('idempotency_scope', { unique: true })
  @Column({ type: 'varchar', length: 255 })
  scope: string;

  @Column({ type: 'varchar', name: 'input_hash', length: 64 })
  inputHash: string;

  @Column({ type: 'varchar', length: 255 })
  made: string;

  @Index('idempotency_created')
  @Column({ ...instantColumn, name: 'created_at' })
  createdAt: Date;
}
