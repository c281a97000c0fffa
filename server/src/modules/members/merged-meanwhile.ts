import { InvariantError } from '../../platform/errors';

const MAX_ROUNDS = 20;

/** Thrown under the lock of a member who was merged into another after they were looked up: look them up again. */
export class MergedMeanwhile extends Error {
  constructor(readonly memberId: number) {
    super(`Member ${memberId} was merged into another meanwhile.`);
    this.name = 'MergedMeanwhile';
  }
}

/** Runs work that looks a member up, locks and changes them; again, when they were merged in between. */
export async function untilNotMerged<T>(work: () => Promise<T>): Promise<T> {
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof MergedMeanwhile) || round === MAX_ROUNDS) throw error;
    }
  }
  throw new InvariantError('The rounds of looking a member up ended without an answer.');
}
