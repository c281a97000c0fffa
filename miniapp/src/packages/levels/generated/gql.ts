/* eslint-disable */
import * as types from './graphql';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query Levels {\n  me {\n    id\n    status\n    statusReason\n    growth {\n      value\n    }\n    level {\n      since\n      validUntil\n      graceUntil\n      source\n      level {\n        ...LevelFacts\n      }\n      next {\n        needed\n        ratio\n        how\n        level {\n          ...LevelFacts\n        }\n      }\n      keep {\n        needed\n        by\n      }\n      why {\n        text\n        windowStart\n      }\n    }\n    memberships {\n      since\n      validUntil\n      graceUntil\n      track {\n        code\n        name\n        kind\n        primary\n      }\n      level {\n        ...LevelFacts\n      }\n      next {\n        ratio\n        how\n      }\n      why {\n        text\n      }\n    }\n    levelHistory(first: 20) {\n      edges {\n        cursor\n        node {\n          at\n          cause\n          level {\n            ...LevelFacts\n          }\n        }\n      }\n    }\n  }\n  program {\n    timeZone\n    tracks {\n      code\n      primary\n      levels {\n        ...LevelFacts\n      }\n    }\n  }\n}\n\nquery LevelEvidence($after: String) {\n  me {\n    id\n    level {\n      why {\n        entries(first: 20, after: $after) {\n          edges {\n            cursor\n            node {\n              at\n              basis\n              delta\n              amountFen\n              reason\n              rule\n              eventId\n            }\n          }\n          pageInfo {\n            endCursor\n            hasNextPage\n          }\n        }\n      }\n    }\n  }\n}\n\nfragment LevelFacts on Level {\n  code\n  name\n  rank\n  threshold\n  color\n}": typeof types.LevelsDocument,
};
const documents: Documents = {
    "query Levels {\n  me {\n    id\n    status\n    statusReason\n    growth {\n      value\n    }\n    level {\n      since\n      validUntil\n      graceUntil\n      source\n      level {\n        ...LevelFacts\n      }\n      next {\n        needed\n        ratio\n        how\n        level {\n          ...LevelFacts\n        }\n      }\n      keep {\n        needed\n        by\n      }\n      why {\n        text\n        windowStart\n      }\n    }\n    memberships {\n      since\n      validUntil\n      graceUntil\n      track {\n        code\n        name\n        kind\n        primary\n      }\n      level {\n        ...LevelFacts\n      }\n      next {\n        ratio\n        how\n      }\n      why {\n        text\n      }\n    }\n    levelHistory(first: 20) {\n      edges {\n        cursor\n        node {\n          at\n          cause\n          level {\n            ...LevelFacts\n          }\n        }\n      }\n    }\n  }\n  program {\n    timeZone\n    tracks {\n      code\n      primary\n      levels {\n        ...LevelFacts\n      }\n    }\n  }\n}\n\nquery LevelEvidence($after: String) {\n  me {\n    id\n    level {\n      why {\n        entries(first: 20, after: $after) {\n          edges {\n            cursor\n            node {\n              at\n              basis\n              delta\n              amountFen\n              reason\n              rule\n              eventId\n            }\n          }\n          pageInfo {\n            endCursor\n            hasNextPage\n          }\n        }\n      }\n    }\n  }\n}\n\nfragment LevelFacts on Level {\n  code\n  name\n  rank\n  threshold\n  color\n}": types.LevelsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Levels {\n  me {\n    id\n    status\n    statusReason\n    growth {\n      value\n    }\n    level {\n      since\n      validUntil\n      graceUntil\n      source\n      level {\n        ...LevelFacts\n      }\n      next {\n        needed\n        ratio\n        how\n        level {\n          ...LevelFacts\n        }\n      }\n      keep {\n        needed\n        by\n      }\n      why {\n        text\n        windowStart\n      }\n    }\n    memberships {\n      since\n      validUntil\n      graceUntil\n      track {\n        code\n        name\n        kind\n        primary\n      }\n      level {\n        ...LevelFacts\n      }\n      next {\n        ratio\n        how\n      }\n      why {\n        text\n      }\n    }\n    levelHistory(first: 20) {\n      edges {\n        cursor\n        node {\n          at\n          cause\n          level {\n            ...LevelFacts\n          }\n        }\n      }\n    }\n  }\n  program {\n    timeZone\n    tracks {\n      code\n      primary\n      levels {\n        ...LevelFacts\n      }\n    }\n  }\n}\n\nquery LevelEvidence($after: String) {\n  me {\n    id\n    level {\n      why {\n        entries(first: 20, after: $after) {\n          edges {\n            cursor\n            node {\n              at\n              basis\n              delta\n              amountFen\n              reason\n              rule\n              eventId\n            }\n          }\n          pageInfo {\n            endCursor\n            hasNextPage\n          }\n        }\n      }\n    }\n  }\n}\n\nfragment LevelFacts on Level {\n  code\n  name\n  rank\n  threshold\n  color\n}"): typeof import('./graphql').LevelsDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
