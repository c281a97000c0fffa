import { Ctx, Query, Resolver } from 'type-graphql';
import { Access, anyone } from '../../graphql/access';
import type { Context } from '../../graphql/context';
import type { ProgramCatalogue } from './program-catalogue';
import { Program } from './programs.types';

/** What the resolver is given. */
export interface ProgramsParts {
  programs: ProgramCatalogue;
}

/** The program in force. */
@Resolver(() => Program)
export class ProgramsResolver {
  constructor(private readonly parts: ProgramsParts) {}

  @Access(anyone)
  @Query(() => Program, { description: 'The membership program in force.' })
  async program(@Ctx() context: Context): Promise<Program> {
    return Program.from(await this.parts.programs.current(), context.locale);
  }
}
