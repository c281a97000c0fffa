import { Column, Entity, Index } from 'typeorm';
import { instantColumn, rowIdColumn } from '../../platform/database/values';

/** A published version of the program. Rows are never changed: the highest number is in force. */
@Entity('program_version')
export class ProgramVersionRow {
  @Column(rowIdColumn)
  id: number;

  @Index('program_version_number', { unique: true })
  @Column({ type: 'int' })
  number: number;

  /** The program's code; one program per database. */
  @Column({ type: 'varchar', length: 64 })
  code: string;

  /** The program file as it was published. */
  @Column({ type: 'text' })
  source: string;

  @Column({ ...instantColumn, name: 'published_at' })
  publishedAt: Date;
}
