import type { Tx } from '../../platform/database/unit-of-work';
import { moveAddresses } from '../addresses';
import { moveFamily } from '../family';
import type { Absorption } from '../members';
import { moveOrders } from '../orders';
import { movePayments } from '../payments';
import { moveReferrals } from '../referrals';
import { moveSubscribeMessages } from '../subscribe-messages';
import { moveSubscriptions } from '../subscriptions';

/** Lets everything that is a member's, besides their accounts and names, be the survivor's; both are locked. */
export async function moveBelongings(tx: Tx, absorption: Absorption): Promise<void> {
  const { absorbedId, survivorId } = absorption;
  await moveReferrals(tx, absorption);
  await moveSubscribeMessages(tx, absorption);
  await moveOrders(tx, absorbedId, survivorId);
  await moveSubscriptions(tx, absorbedId, survivorId);
  await moveFamily(tx, absorption);
  await movePayments(tx, absorbedId, survivorId);
  await moveAddresses(tx, absorbedId, survivorId);
}
