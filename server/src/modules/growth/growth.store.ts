import type { Database } from '../../platform/database/open-database';
import { selectByKeys } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { toSafeInt } from '../../platform/database/values';
import { GrowthAccountRow } from './growth.entities';

/** Growth values by member; a member who never earned any has no row. */
export async function growthByMember(database: Database, memberIds: number[]): Promise<Map<number, number>> {
  const rows = await selectByKeys(
    database,
    'SELECT member_id, value FROM growth_account WHERE member_id IN (:keys)',
    memberIds,
  );
  return new Map(rows.map((row) => [toSafeInt(row.member_id), toSafeInt(row.value)]));
}

/** Opens a member's account with a balance that was earned elsewhere. The member is locked. */
export async function openGrowthAccount(tx: Tx, memberId: number, value: number): Promise<void> {
  await tx.insert(GrowthAccountRow, { memberId, value });
}
