import { Column, Entity, Index } from 'typeorm';
import { instantColumn, rowIdColumn } from '../../platform/database/values';

/** A partner (合作方): a shop system or app that calls the gateway as itself, by OAuth 2 client credentials. */
@Entity('partner')
export class PartnerRow {
  @Column(rowIdColumn)
  id: number;

  @Index('partner_client_id', { unique: true })
  @Column({ type: 'varchar', name: 'client_id', length: 64 })
  clientId: string;

  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Column({ type: 'varchar', name: 'secret_hash', length: 64 })
  secretHash: string;

  /** The scopes it may ask for. */
  @Column({ type: 'simple-json' })
  scopes: string[];

  /** Whether its events may register members whom it names for the first time. */
  @Column({ type: Boolean, name: 'may_register', default: false })
  mayRegister: boolean;

  /** The types of events it may send; null: all. */
  @Column({ type: 'simple-json', name: 'event_types', nullable: true })
  eventTypes: string[] | null;

  @Column({ ...instantColumn, name: 'created_at' })
  createdAt: Date;

  /** Counts the secrets: an access token is good while the secret that it was issued for is. */
  @Column({ type: 'int', name: 'secret_version' })
  secretVersion: number;

  @Column({ ...instantColumn, name: 'disabled_at', nullable: true })
  disabledAt: Date | null;
}
