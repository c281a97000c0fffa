import { Column, Entity, Index } from 'typeorm';
import { bigintColumn, instantColumn, rowIdColumn } from '../../platform/database/values';

/** A stored file. Its bytes are in the file store under the same name; neither ever changes. */
@Entity('media')
export class MediaRow {
  @Column(rowIdColumn)
  id: number;

  /** The SHA-256 of the bytes and the type: `<64 hexadecimal digits>.png`. */
  @Index('media_name', { unique: true })
  @Column({ type: 'varchar', length: 80 })
  name: string;

  @Column(bigintColumn)
  bytes: number;

  /** Who sent it: `staff:<name>`, `system`. */
  @Column({ type: 'varchar', length: 128 })
  actor: string;

  @Column({ ...instantColumn, name: 'created_at' })
  createdAt: Date;
}
