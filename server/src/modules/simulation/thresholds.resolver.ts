import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access, staff } from '../../graphql/access';
import type { Context } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import type { Database } from '../../platform/database/open-database';
import { type ProgramCatalogue, reviewSource } from '../programs';
import { thresholdsFor } from './propose-thresholds';
import { ThresholdsProposeInput, ThresholdsProposePayload } from './thresholds.types';

/** What the resolver is given. */
export interface ThresholdsParts {
  database: Database;
  programs: ProgramCatalogue;
}

/** The designer of thresholds, for staff. */
@Resolver()
export class ThresholdsResolver {
  constructor(private readonly parts: ThresholdsParts) {}

  @Access(staff('operator'))
  @Mutation(() => ThresholdsProposePayload, {
    description:
      'Proposes thresholds for a target pyramid from the members’ real scores, and a grace; changes nothing. It reads the ' +
      'whole history, with a draft about as long as a simulation. Codes: INPUT_INVALID, PROGRAM_INVALID, STATE_CONFLICT.',
  })
  thresholdsPropose(
    @Arg('input', () => ThresholdsProposeInput, { description: 'For which pyramid.' }) input: ThresholdsProposeInput,
    @Ctx() context: Context,
  ) {
    return settle<ThresholdsProposePayload>(context, async () => {
      const { database, programs } = this.parts;
      const current = await programs.current();
      const draft = typeof input.source === 'string' ? await reviewSource(programs, input.source) : undefined;
      const { shares, track } = input;
      const task = { current, draft: draft?.program, track: track ?? undefined, shares, now: context.now };
      return ThresholdsProposePayload.from(await thresholdsFor(database, task), context.locale);
    });
  }
}
