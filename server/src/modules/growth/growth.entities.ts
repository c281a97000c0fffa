import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintColumn } from '../../platform/database/values';

/** A member's growth value (成长值). It may be negative: corrections are not floored. */
@Entity('growth_account')
export class GrowthAccountRow {
  @PrimaryColumn({ type: 'bigint', name: 'member_id' })
  memberId: number;

  @Column({ ...bigintColumn })
  value: number;
}
