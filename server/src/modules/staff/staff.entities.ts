import { Column, Entity, Index } from 'typeorm';
import { instantColumn, rowIdColumn } from '../../platform/database/values';

/** A bearer token of staff or of an automation, by its hash, with its roles and its end. */
@Entity('staff_token')
export class StaffTokenRow {
  @Column(rowIdColumn)
  id: number;

  /** Whose it is, as the audit shows it. */
  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Index('staff_token_hash', { unique: true })
  @Column({ type: 'varchar', name: 'token_hash', length: 64 })
  tokenHash: string;

  @Column({ type: 'simple-json' })
  roles: string[];

  @Column({ ...instantColumn, name: 'expires_at' })
  expiresAt: Date;

  @Column({ ...instantColumn, name: 'revoked_at', nullable: true })
  revokedAt: Date | null;
}
