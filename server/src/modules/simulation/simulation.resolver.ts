import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access, staff } from '../../graphql/access';
import { connectionOf, PageArgs, pageOf } from '../../graphql/connection';
import type { Context } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import type { Database } from '../../platform/database/open-database';
import { inTransaction } from '../../platform/database/unit-of-work';
import { decodeId } from '../../platform/ids';
import { type ProgramCatalogue, reviewSource } from '../programs';
import { cancelSimulation, requestSimulation } from './request-simulation';
import type { SimulationQueue } from './simulation.job';
import { listSimulations } from './simulation.store';
import {
  memberPage,
  ProgramSimulateInput,
  ProgramSimulatePayload,
  ProgramSimulationCancelInput,
  ProgramSimulationCancelPayload,
  SimulatedMemberConnection,
  Simulation,
  SimulationConnection,
} from './simulation.types';
import { visibleSimulation } from './simulation.visibility';
import { SimulationResult } from './simulation-result.types';

/** What the resolvers are given. */
export interface SimulationParts {
  database: Database;
  programs: ProgramCatalogue;
  simulations: SimulationQueue;
}

/** Drafts on trial, for staff. */
@Resolver(() => Simulation)
export class SimulationResolver {
  constructor(private readonly parts: SimulationParts) {}

  @Access(staff('viewer'))
  @Query(() => Simulation, { nullable: true, description: 'One simulation, by its id; null when there is none.' })
  async programSimulation(
    @Arg('id', () => ID, { description: 'The id.' }) id: string,
    @Ctx() context: Context,
  ): Promise<Simulation | null> {
    const rowId = decodeId('Simulation', id);
    return rowId === undefined ? null : visibleSimulation(context, rowId);
  }

  @Access(staff('viewer'))
  @Query(() => SimulationConnection, { description: 'All simulations, newest first.' })
  async programSimulations(@Args(() => PageArgs) page: PageArgs) {
    const position = pageOf('Simulation', page);
    const rows = await listSimulations(this.parts.database, position);
    return connectionOf({
      list: 'Simulation',
      nodes: rows.slice(0, position.first).map(Simulation.from),
      hasNextPage: rows.length > position.first,
      keyOf: (node) => node.rowId,
    });
  }

  @Access(staff('viewer'))
  @FieldResolver(() => SimulationResult, { nullable: true, description: 'What came of it; null until it is DONE.' })
  result(@Root() { outcome }: Simulation, @Ctx() context: Context): SimulationResult | null {
    return outcome === null ? null : SimulationResult.from(outcome, context.locale);
  }

  @Access(staff('operator'))
  @Mutation(() => ProgramSimulatePayload, {
    description:
      'Tries a draft on the stored history, in the background: nobody’s level or points change. ' +
      'Codes: PROGRAM_INVALID (one for each fault), STATE_CONFLICT (another program or zone, a code used for something else).',
  })
  programSimulate(
    @Arg('input', () => ProgramSimulateInput, { description: 'The draft.' }) input: ProgramSimulateInput,
    @Ctx() context: Context,
  ) {
    return settle<ProgramSimulatePayload>(context, async () => {
      const { database, programs, simulations } = this.parts;
      programs.refresh();
      const reviewed = await reviewSource(programs, input.source);
      const { principal, now: createdAt } = context;
      const requestedBy = principal.audience === 'staff' ? principal.name : principal.audience;
      const row = await inTransaction(database, (tx) => requestSimulation(tx, reviewed, { requestedBy, createdAt }));
      simulations.wake();
      return { simulation: Simulation.from(row) };
    });
  }

  @Access(staff('operator'))
  @Mutation(() => ProgramSimulationCancelPayload, {
    description: 'Calls off a simulation that waits or runs. Codes: NOT_FOUND, STATE_CONFLICT (it has ended already).',
  })
  programSimulationCancel(
    @Arg('input', () => ProgramSimulationCancelInput, { description: 'Which one.' })
    input: ProgramSimulationCancelInput,
    @Ctx() context: Context,
  ) {
    return settle<ProgramSimulationCancelPayload>(context, async () => {
      const rowId = decodeId('Simulation', input.id);
      const row = await inTransaction(this.parts.database, (tx) => cancelSimulation(tx, rowId, context.now));
      return { simulation: Simulation.from(row) };
    });
  }
}

/** Who rises and who falls. */
@Resolver(() => SimulationResult)
export class SimulationResultResolver {
  @Access(staff('viewer'))
  @FieldResolver(() => SimulatedMemberConnection, {
    description: 'The first hundred members, oldest first, who are on a higher rung; `rises` counts all.',
  })
  risers(@Root() { riserIds }: SimulationResult, @Args(() => PageArgs) page: PageArgs, @Ctx() context: Context) {
    return memberPage(context, 'Riser', riserIds, page);
  }

  @Access(staff('viewer'))
  @FieldResolver(() => SimulatedMemberConnection, {
    description: 'The first hundred members, oldest first, who are on a lower rung; `falls` counts all.',
  })
  fallers(@Root() { fallerIds }: SimulationResult, @Args(() => PageArgs) page: PageArgs, @Ctx() context: Context) {
    return memberPage(context, 'Faller', fallerIds, page);
  }
}
