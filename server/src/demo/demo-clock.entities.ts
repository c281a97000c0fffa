import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintColumn } from '../platform/database/values';

/** How far the demo's business clock is ahead of the wall clock. One row. */
@Entity('demo_clock')
export class DemoClockRow {
  @PrimaryColumn({ type: 'bigint' })
  id: number;

  @Column({ ...bigintColumn, name: 'ahead_ms' })
  aheadMs: number;
}
