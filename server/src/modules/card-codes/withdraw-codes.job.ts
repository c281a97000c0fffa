import type { Database } from '../../platform/database/open-database';
import { inTransaction } from '../../platform/database/unit-of-work';
import { withdrawExpired } from './assign-codes';
import { skusWithExpired } from './card-codes.store';

/**
 * Takes codes whose time is over out of pools and stocks, each SKU in a transaction of its own; may run in several
 * instances at once. Returns of how many SKUs.
 */
export async function withdrawExpiredCodes(database: Database, now: Date): Promise<number> {
  const skuIds = await skusWithExpired(database, now);
  for (const skuId of skuIds) await inTransaction(database, (tx) => withdrawExpired(tx, skuId, now));
  return skuIds.length;
}
