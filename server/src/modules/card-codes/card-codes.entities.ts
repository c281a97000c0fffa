import { Column, Entity, Index } from 'typeorm';
import { bigintColumn, instantColumn, rowIdColumn } from '../../platform/database/values';

/** Where a code is: in the pool, with an order, seen by its member, or good for nobody any more. */
export type CardCodeState = 'FREE' | 'ASSIGNED' | 'REVEALED' | 'VOID';

/**
 * A card code. It changes under the lock of its SKU while it is in the pool, and under that of its order's member
 * afterwards. Number and secret are encrypted; `codeIndex` is the blind index by which the same code is found again.
 */
@Entity('card_code')
@Index('card_code_pool', ['state', 'skuId', 'validUntil', 'id'])
export class CardCodeRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, name: 'sku_id' })
  skuId: number;

  @Column({ type: 'varchar', length: 1500 })
  number: string;

  /** The text under the encryption is empty where the number is all there is. */
  @Column({ type: 'varchar', length: 1500 })
  secret: string;

  @Index('card_code_index', { unique: true })
  @Column({ name: 'code_index', type: 'varchar', length: 64 })
  codeIndex: string;

  /** The end of the number. */
  @Column({ type: 'varchar', length: 4 })
  hint: string;

  /** By the business clock; null: its supplier did not say. */
  @Column({ ...instantColumn, name: 'valid_until', nullable: true })
  validUntil: Date | null;

  @Column({ type: 'varchar', length: 16 })
  state: CardCodeState;

  @Index('card_code_order')
  @Column({ ...bigintColumn, name: 'order_id', nullable: true })
  orderId: number | null;

  @Column({ ...instantColumn, name: 'created_at' })
  createdAt: Date;

  @Column({ ...instantColumn, name: 'assigned_at', nullable: true })
  assignedAt: Date | null;

  /** When it was last seen; it stays when staff let it be seen once more. */
  @Column({ ...instantColumn, name: 'revealed_at', nullable: true })
  revealedAt: Date | null;
}

/** That somebody saw a code: never changed, never deleted. */
@Entity('card_code_reveal')
@Index('card_code_reveal_code', ['cardCodeId', 'id'])
export class CardCodeRevealRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, name: 'card_code_id' })
  cardCodeId: number;

  @Column({ ...bigintColumn, name: 'member_id' })
  memberId: number;

  @Column({ ...instantColumn })
  at: Date;

  /** The network address from which it was asked for. */
  @Column({ type: 'varchar', length: 64 })
  address: string;

  @Column({ name: 'request_id', type: 'varchar', length: 64 })
  requestId: string;
}
