import type { ContractProvider, ContractStanding } from '../../connectors/contract/contract';
import type { Database } from '../../platform/database/open-database';
import { inTransaction } from '../../platform/database/unit-of-work';
import { untilNotMerged } from '../members';
import { endContracts, lockSubscription, type SubscriptionParts } from './change-subscription';
import { recordContract, SIGN_WITHIN_MS } from './sign-contract';
import type { ContractRow } from './subscriptions.entities';
import { contractByCode, dueContracts, rereadContract, saveContract, subscriptionsById } from './subscriptions.store';

const CHUNK = 50;
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 3_600_000;

/** What the work on contracts needs. */
export interface ContractParts extends SubscriptionParts {
  database: Database;
  contracts?: ContractProvider;
}

/**
 * Asks the provider about every contract whose time to be asked has come, and ends those that nobody wants any more. May
 * run in several instances at once and be stopped at any time. Returns how many it looked at.
 */
export async function workOnContracts(
  parts: ContractParts,
  onFailure: (code: string, error: unknown) => void,
): Promise<number> {
  let looked = 0;
  if (!parts.contracts) return looked;
  for (;;) {
    const codes = await dueContracts(parts.database, parts.wallNow, CHUNK);
    if (codes.length === 0) return looked;
    for (const code of codes) {
      looked += 1;
      try {
        await lookAtContract(parts, code);
      } catch (error) {
        onFailure(code, error);
      }
      await postpone(parts, code);
    }
  }
}

/**
 * Asks the provider how a contract stands and records it, whatever somebody has told; one that is not wanted is ended
 * first. Returns whether it is signed and wanted; false also for one that is not ours.
 */
export async function lookAtContract(parts: ContractParts, code: string): Promise<boolean> {
  const { database, contracts } = parts;
  const contract = await contractByCode(database, code);
  if (!contract || !contracts) return false;
  await record(parts, contract, await standingOf(contracts, contract));
  const after = await contractByCode(database, code);
  // Signed, and not wanted: it ends now.
  if (after?.state === 'ENDING' && contract.state !== 'ENDING') {
    await record(parts, after, await standingOf(contracts, after));
  }
  return after?.state === 'SIGNED';
}

async function standingOf(contracts: ContractProvider, contract: ContractRow): Promise<ContractStanding> {
  const { code, contractId, state } = contract;
  const standing = await contracts.standingOf({ contractCode: code });
  if (state !== 'ENDING' || standing.state !== 'signed') return standing;
  await contracts.end(standing.contractId ?? contractId, '会员取消自动续费');
  return contracts.standingOf({ contractCode: code });
}

function record(parts: ContractParts, contract: ContractRow, standing: ContractStanding): Promise<void> {
  const { database } = parts;
  return untilNotMerged(async () => {
    const found = (await subscriptionsById(database, [contract.subscriptionId])).get(contract.subscriptionId);
    if (!found) return;
    await inTransaction(database, async (tx) => {
      const locked = await lockSubscription(tx, found);
      await recordContract(tx, parts, locked, await rereadContract(tx, contract.id), standing);
    });
  });
}

/** A signature that never comes is waited for less and less, and in the end no more. */
async function postpone(parts: ContractParts, code: string): Promise<void> {
  const { database, wallNow, now } = parts;
  const found = await contractByCode(database, code);
  const owner = found && (await subscriptionsById(database, [found.subscriptionId])).get(found.subscriptionId);
  if (!found || !owner) return;
  await untilNotMerged(() =>
    inTransaction(database, async (tx) => {
      const { subscription } = await lockSubscription(tx, owner);
      const { id, state, lookAt, checks, consentAt } = await rereadContract(tx, found.id);
      if (lookAt === null || lookAt > wallNow) return;
      if (state === 'SIGNING' && now.getTime() - consentAt.getTime() > SIGN_WITHIN_MS) {
        return endContracts(tx, parts, subscription);
      }
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(checks, 20), LONGEST_PAUSE_MS);
      await saveContract(tx, id, { lookAt: new Date(wallNow.getTime() + pause), checks: checks + 1 });
    }),
  );
}
