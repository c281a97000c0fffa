import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { decodeId, type IdKind, kindOfId } from '../platform/ids';
import { Access, member, partner, staff } from './access';
import type { Context } from './context';
import { Node } from './node';

/** What the resolver is given: how to load each kind of object as this caller may see it. */
export interface NodeParts {
  nodes: Partial<Record<IdKind, (context: Context, rowId: number) => Promise<Node | null>>>;
}

/** `Query.node`. */
@Resolver()
export class NodeResolver {
  constructor(private readonly parts: NodeParts) {}

  @Access(member, partner('members:read'), staff('viewer'))
  @Query(() => Node, {
    nullable: true,
    description: 'Any object by its id; null when there is none that the caller may see.',
  })
  async node(
    @Arg('id', () => ID, { description: 'The id.' }) id: string,
    @Ctx() context: Context,
  ): Promise<Node | null> {
    const kind = kindOfId(id);
    const rowId = kind && decodeId(kind, id);
    const load = kind && this.parts.nodes[kind];
    return load && rowId !== undefined ? load(context, rowId) : null;
  }
}
