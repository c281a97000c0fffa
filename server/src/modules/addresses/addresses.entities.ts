import { Column, Entity, Index } from 'typeorm';
import { bigintColumn, instantColumn, longTextColumn, rowIdColumn } from '../../platform/database/values';

/** An address of a member (收货地址). At most one of theirs is the default one. Changes under the lock of the member. */
@Entity('address')
export class AddressRow {
  @Column(rowIdColumn)
  id: number;

  @Index('address_member')
  @Column({ ...bigintColumn, name: 'member_id' })
  memberId: number;

  /** JSON under encryption, an `AddressDetails`. */
  @Column(longTextColumn)
  details: string;

  @Column({ name: 'is_default', type: 'int' })
  isDefault: number;

  @Column({ ...instantColumn, name: 'updated_at' })
  updatedAt: Date;
}

/** Where parcels go. */
export interface AddressDetails {
  name: string;
  phone: string;
  /** Province, city and district, as people write them. */
  region: string;
  street: string;
}
