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

  /** The program file as it was published; `mediumtext` on MySQL, which TypeORM cannot say for both. */
  @Column({ type: 'text' })
  source: string;

  @Column({ ...instantColumn, name: 'published_at' })
  publishedAt: Date;

  /** Why it was published, in the words of who did; empty for the version that an empty database begins with. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  note: string | null;

  /** The name of who published it. */
  @Column({ type: 'varchar', name: 'published_by', length: 100, nullable: true })
  publishedBy: string | null;
}
