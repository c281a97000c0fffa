import type { ContractNotice } from '../../connectors/contract/contract';
import { type ContractParts, lookAtContract } from './contracts.job';
import { contractByCode } from './subscriptions.store';

/**
 * Somebody tells that a contract was signed or ended: the provider is asked how it stands, and that is recorded, so that a
 * notification that is forged, repeated or out of order changes nothing. `unknown`: it is none of ours.
 */
export async function hearOfContract(
  parts: ContractParts,
  { contractCode }: Pick<ContractNotice, 'contractCode'>,
): Promise<'done' | 'unknown'> {
  if (!(await contractByCode(parts.database, contractCode))) return 'unknown';
  await lookAtContract(parts, contractCode);
  return 'done';
}
