import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { Access, staff } from '../../graphql/access';
import { connectionOf, PageArgs, pageOf } from '../../graphql/connection';
import type { Context } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import type { Database } from '../../platform/database/open-database';
import { inTransaction } from '../../platform/database/unit-of-work';
import { readProgram } from './parse-program';
import type { ProgramCatalogue } from './program-catalogue';
import {
  ProgramPublishInput,
  ProgramPublishPayload,
  ProgramRollbackInput,
  ProgramRollbackPayload,
  ProgramValidateInput,
  ProgramValidatePayload,
  ProgramVersion,
  ProgramVersionConnection,
} from './program-versions.types';
import { listVersions } from './programs.store';
import {
  publishProgram,
  type ReviewedProgram,
  readNewVersion,
  reviewProgram,
  reviewRollback,
  reviewSource,
} from './publish-program';

/** What the resolver is given. */
export interface ProgramVersionsParts {
  database: Database;
  programs: ProgramCatalogue;
}

/** The versions of the program, for staff. */
@Resolver(() => ProgramVersion)
export class ProgramVersionsResolver {
  constructor(private readonly parts: ProgramVersionsParts) {}

  @Access(staff('viewer'))
  @Query(() => ProgramVersionConnection, { description: 'All published versions of the program, newest first.' })
  async programVersions(@Args(() => PageArgs) page: PageArgs) {
    const position = pageOf('ProgramVersion', page);
    const rows = await listVersions(this.parts.database, position);
    return connectionOf({
      list: 'ProgramVersion',
      nodes: rows.slice(0, position.first).map(ProgramVersion.from),
      hasNextPage: rows.length > position.first,
      keyOf: (node) => node.number,
    });
  }

  @Access(staff('viewer'))
  @Mutation(() => ProgramValidatePayload, {
    description:
      'Checks a program file and compares it with the program in force; changes nothing. Codes: STATE_CONFLICT.',
  })
  programValidate(
    @Arg('input', () => ProgramValidateInput, { description: 'The file.' }) input: ProgramValidateInput,
    @Ctx() context: Context,
  ) {
    return settle<ProgramValidatePayload>(context, async () => {
      const { program, faults } = readProgram(input.source);
      if (!program) return { faults };
      this.parts.programs.refresh();
      const { diff } = await reviewProgram(this.parts.programs, input.source, program);
      return { faults: [], diff };
    });
  }

  @Access(staff('admin'))
  @Mutation(() => ProgramPublishPayload, {
    description:
      'Puts a program file in force as a new version. Codes: INPUT_INVALID, PROGRAM_INVALID (one for each fault), ' +
      'STATE_CONFLICT (another program or zone, a code used for something else, or another version published meanwhile).',
  })
  programPublish(
    @Arg('input', () => ProgramPublishInput, { description: 'The file.' }) input: ProgramPublishInput,
    @Ctx() context: Context,
  ) {
    return settle<ProgramPublishPayload>(context, async () => {
      const { source, note } = readNewVersion(input);
      this.parts.programs.refresh();
      return this.publish(await reviewSource(this.parts.programs, source), note, context);
    });
  }

  @Access(staff('admin'))
  @Mutation(() => ProgramRollbackPayload, {
    description:
      'Publishes the file of an older version again, as a new version: history is never rewritten. ' +
      'Codes: NOT_FOUND, PROGRAM_INVALID, STATE_CONFLICT.',
  })
  programRollback(
    @Arg('input', () => ProgramRollbackInput, { description: 'Back to which.' }) input: ProgramRollbackInput,
    @Ctx() context: Context,
  ) {
    return settle<ProgramRollbackPayload>(context, async () => {
      const { programs, database } = this.parts;
      programs.refresh();
      const reviewed = await reviewRollback(programs, database, input.version);
      return this.publish(reviewed, `Back to version ${input.version}.`, context);
    });
  }

  private async publish(reviewed: ReviewedProgram, note: string, { principal, now }: Context) {
    const publishedBy = principal.audience === 'staff' ? principal.name : principal.audience;
    const row = await inTransaction(this.parts.database, (tx) =>
      publishProgram(tx, reviewed, { note, publishedBy, publishedAt: now }),
    );
    this.parts.programs.refresh();
    return { version: ProgramVersion.from(row), diff: reviewed.diff };
  }
}
