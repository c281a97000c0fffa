import type { SupplyStanding } from '../../connectors/supplier/supplier';
import type { Tx } from '../../platform/database/unit-of-work';
import { cutText } from '../../platform/key-text';
import type { FieldCipher } from '../../platform/secrets';
import { keepSupplied } from '../card-codes';
import { failOrder, type LockedOrder, moveStockOf, type OrderParts, SYSTEM, stepOrder } from '../orders';
import type { SupplyRow } from './supplies.entities';
import { saveSupply } from './supplies.store';

/** What recording needs. */
export interface SettleParts {
  moment: OrderParts;
  cipher: FieldCipher;
}

/** A supply with its order, the member locked. */
export interface LockedSupply {
  supply: SupplyRow;
  locked: LockedOrder;
}

const MAX_WORDS = 200;

/** Whether a supply has ended: nothing changes it any more. */
export function hasEnded({ state }: SupplyRow): boolean {
  return state === 'SUCCEEDED' || state === 'FAILED';
}

/**
 * Records how a supply stands, whoever told it; told twice, late or out of order it changes nothing that was final. With
 * its end its order ends: delivered, or failed, and then what was paid goes back.
 */
export async function settleSupply(
  tx: Tx,
  { moment, cipher }: SettleParts,
  { supply, locked }: LockedSupply,
  standing: SupplyStanding,
): Promise<void> {
  if (hasEnded(supply)) return;
  if (standing.state === 'succeeded') return succeed(tx, { moment, cipher }, { supply, locked }, standing);
  if (standing.state === 'failed') return fail(tx, moment, { supply, locked }, standing.message);
  if (standing.state === 'unknown') {
    await saveSupply(tx, supply.id, { message: wordsOf(standing.message) });
    return;
  }
  const isNew = supply.state !== 'ACCEPTED';
  const supplierRef = standing.supplierRef ?? supply.supplierRef;
  const change = { state: 'ACCEPTED' as const, supplierRef, message: null };
  await saveSupply(tx, supply.id, { ...change, ...(isNew && { changedAt: moment.now }) });
}

async function succeed(
  tx: Tx,
  { moment, cipher }: SettleParts,
  { supply, locked }: LockedSupply,
  { codes, supplierRef }: Extract<SupplyStanding, { state: 'succeeded' }>,
): Promise<void> {
  const { state, quantity } = locked.order;
  const isWanted = state === 'FULFILLING';
  const isKept = await keepSupplied(tx, cipher, locked, codes, { isWanted, at: moment.now });
  const problem = problemOf(isKept, codes.length, quantity);
  await end(tx, moment, supply, {
    state: 'SUCCEEDED',
    supplierRef: supplierRef ?? supply.supplierRef,
    message: problem ?? (isWanted ? null : 'It came after the order was given back.'),
  });
  // With too few codes it is for staff to say how the order ends.
  if (isWanted && problem === undefined) await stepOrder(tx, moment, locked, 'deliver', SYSTEM, 'The supplier did it.');
}

function problemOf(isKept: boolean, codes: number, quantity: number): string | undefined {
  if (!isKept) return 'The supplier gave card codes that were given before.';
  if (codes > 0 && codes !== quantity) return `The supplier gave ${codes} card codes for ${quantity}.`;
  return undefined;
}

async function fail(tx: Tx, moment: OrderParts, { supply, locked }: LockedSupply, words: string): Promise<void> {
  const message = wordsOf(words);
  await end(tx, moment, supply, { state: 'FAILED', message });
  if (locked.order.state !== 'FULFILLING') return;
  const failed = await failOrder(tx, moment, locked, SYSTEM, message);
  await moveStockOf(tx, moment, failed, 'takeBack', SYSTEM, message);
}

async function end(tx: Tx, { now }: OrderParts, { id }: SupplyRow, change: Partial<Omit<SupplyRow, 'id'>>) {
  await saveSupply(tx, id, { ...change, lookAt: null, leasedUntil: null, changedAt: now });
}

/** A supplier's words as they are kept: one line of what fits. */
function wordsOf(message: string): string {
  return cutText(message.replaceAll(/[\p{Cc}\p{Cs}]+/gu, ' '), MAX_WORDS);
}
