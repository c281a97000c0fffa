import { Arg, Args, Query, Resolver } from 'type-graphql';
import { Access, staff } from '../../graphql/access';
import { badInput, connectionOf, PageArgs, pageOf } from '../../graphql/connection';
import type { Database } from '../../platform/database/open-database';
import { decodeId, kindOfId } from '../../platform/ids';
import { listOperations, type OperationFilter } from './operations.store';
import { Operation, OperationConnection, OperationFilterInput } from './operations.types';

/** What the resolver is given. */
export interface OperationsParts {
  database: Database;
}

/** What staff did. */
@Resolver()
export class OperationsResolver {
  constructor(private readonly parts: OperationsParts) {}

  @Access(staff('viewer'))
  @Query(() => OperationConnection, { description: 'What staff did, latest first (操作记录).' })
  async operations(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => OperationFilterInput, { nullable: true, description: 'Which; all when left out.' })
    filter?: OperationFilterInput | null,
  ) {
    const position = pageOf('Operation', page);
    const rows = await listOperations(this.parts.database, readFilter(filter), position);
    return connectionOf({
      list: 'Operation',
      nodes: rows.slice(0, position.first).map(Operation.from),
      hasNextPage: rows.length > position.first,
      keyOf: ({ rowId }) => rowId,
    });
  }
}

function readFilter(filter: OperationFilterInput | null | undefined): OperationFilter {
  const { object, actor } = filter ?? {};
  const kind = object ? kindOfId(object) : undefined;
  const id = object && kind ? decodeId(kind, object) : undefined;
  if (object && (!kind || id === undefined)) throw badInput('filter.object is not the id of an object.');
  return { object: kind && id !== undefined ? { kind, id } : undefined, actor: actor ?? undefined };
}
