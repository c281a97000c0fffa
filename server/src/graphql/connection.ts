import { Buffer } from 'node:buffer';
import { GraphQLError } from 'graphql';
import { ArgsType, type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { Access, type AccessRule, anyone } from './access';

@ObjectType({ simpleResolvers: true, description: 'Where a page of a list stands (Relay).' })
export class PageInfo {
  @Access(anyone)
  @Field(() => Boolean, { description: 'Whether there is more after this page.' })
  hasNextPage: boolean;

  @Access(anyone)
  @Field(() => String, { nullable: true, description: 'Pass it as `after` for the next page.' })
  endCursor: string | null;
}

/** `first` and `after` of every list. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { description: 'How many, 1 to 100.' })
  first: number;

  @Field(() => String, { nullable: true, description: '`endCursor` of the page before; leave out for the first.' })
  after?: string | null;
}

/** A page of rows as a store returns it: one row more than asked tells whether there is a next page. */
export interface Page<T> {
  /** The kind of list, as given to `pageOf`. */
  list: string;
  nodes: T[];
  hasNextPage: boolean;
  /** The keyset position of a row; lists are never paged by offset. */
  keyOf(node: T): number;
}

/**
 * Position and length of the page that was asked for; `list` names the kind of list. Throws BAD_USER_INPUT outside
 * 1–100, or on a cursor that is not of this kind of list.
 */
export function pageOf(list: string, args: PageArgs): { first: number; afterKey: number | undefined } {
  if (args.first < 1 || args.first > 100) throw badInput('first must be from 1 to 100.');
  if (args.after === undefined || args.after === null) return { first: args.first, afterKey: undefined };
  const [name, key = ''] = Buffer.from(args.after, 'base64url').toString('utf8').split(':');
  if (name !== list || !/^\d{1,15}$/.test(key))
    throw badInput('after is not a cursor of this list: pass the endCursor of the page before.');
  return { first: args.first, afterKey: Number(key) };
}

/** An argument that no client of ours sends: the request fails as a whole. */
export function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

const cursorOf = (list: string, key: number) => Buffer.from(`${list}:${key}`).toString('base64url');

/** The Relay connection over pages of rows, with a class for each of its two types. */
export function connectionOf<T>(page: Page<T>): {
  edges: { cursor: string; node: T }[];
  pageInfo: PageInfo;
} {
  const edges = page.nodes.map((node) => ({ cursor: cursorOf(page.list, page.keyOf(node)), node }));
  return { edges, pageInfo: { hasNextPage: page.hasNextPage, endCursor: edges.at(-1)?.cursor ?? null } };
}

/** Declares the `XConnection` and `XEdge` types of a node type. */
export function connectionTypes<T extends object>(node: ClassType<T>, name: string, ...access: AccessRule[]) {
  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: `One place in a list of ${name}.` })
  class Edge {
    @Access(access)
    @Field(() => String, { description: 'The place, to continue after it.' })
    cursor: string;

    @Access(access)
    @Field(() => node, { description: 'What is there.' })
    node: T;
  }

  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of a list of ${name} (Relay).` })
  class Connection {
    @Access(access)
    @Field(() => [Edge], { description: 'The page.' })
    edges: Edge[];

    @Access(access)
    @Field(() => PageInfo, { description: 'Where the page stands.' })
    pageInfo: PageInfo;
  }
  return Connection;
}
