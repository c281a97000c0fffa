import 'reflect-metadata';
import { createPubSub } from '@graphql-yoga/subscription';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync, type ClassType } from 'type-graphql';
import { type NodeParts, NodeResolver } from './graphql/node.resolver';
import { GrowthResolver } from './modules/growth/growth.resolver';
import { LevelsResolver } from './modules/levels/levels.resolver';
import { type MembersParts, MembersResolver } from './modules/members/members.resolver';
import { type SessionsParts, SessionsResolver } from './modules/members/sessions.resolver';
import { type PartnersParts, PartnersResolver } from './modules/partners/partners.resolver';
import { ProgramsResolver, type ProgramsParts } from './modules/programs/programs.resolver';

/** Everything that the resolvers are given. */
export type SchemaParts = NodeParts & MembersParts & SessionsParts & PartnersParts & ProgramsParts;

/** All resolvers; a new one is added here. */
const resolvers: ClassType[] = [
  NodeResolver,
  ProgramsResolver,
  SessionsResolver,
  MembersResolver,
  LevelsResolver,
  GrowthResolver,
  PartnersResolver,
] as unknown as ClassType[];

/** The executable schema; without parts only for printing and checking. */
export function buildSchema(parts?: SchemaParts): GraphQLSchema {
  const instances = new Map<unknown, object>();
  for (const resolver of resolvers) instances.set(resolver, new (resolver as new (parts?: SchemaParts) => object)(parts));
  return buildSchemaSync({
    resolvers: resolvers as [ClassType, ...ClassType[]],
    container: { get: (resolver) => instances.get(resolver) },
    // Input is checked by the actions, with errors that name the field and the fix.
    validate: false,
    // Demanded as soon as there is a subscription; ours bring their own source (see platform/changes).
    pubSub: createPubSub(),
  });
}
