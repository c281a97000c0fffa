import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Database } from '../../src/platform/database/open-database';
import { selectByKeys } from '../../src/platform/database/query';
import type { Tx } from '../../src/platform/database/unit-of-work';
import { bigintColumn, toSafeInt } from '../../src/platform/database/values';

/** A table of the tests alone: a number of a member that is read and written back. */
@Entity('test_account')
export class AccountRow {
  @PrimaryColumn({ type: 'bigint', name: 'member_id' })
  memberId: number;

  @Column({ ...bigintColumn })
  value: number;
}

/** Makes the table, where it is not there yet. */
export async function createAccounts(database: Database): Promise<void> {
  await database.writer.query(
    'CREATE TABLE IF NOT EXISTS test_account (member_id BIGINT PRIMARY KEY, value BIGINT NOT NULL)',
  );
}

/** Opens a member's account. */
export async function openAccount(tx: Tx, memberId: number, value: number): Promise<void> {
  await tx.insert(AccountRow, { memberId, value });
}

/** The values of members' accounts, as the reader sees them. */
export async function accountsByMember(database: Database, memberIds: number[]): Promise<Map<number, number>> {
  const rows = await selectByKeys(
    database,
    'SELECT member_id, value FROM test_account WHERE member_id IN (:keys)',
    memberIds,
  );
  return new Map(rows.map((row) => [toSafeInt(row.member_id), toSafeInt(row.value)]));
}
