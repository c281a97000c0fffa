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
    "query Benefits {\n  me {\n    id\n    status\n    statusReason\n    level {\n      level {\n        code\n        name\n        rank\n      }\n    }\n    benefits {\n      state\n      quota\n      used\n      left\n      period\n      resetsAt\n      lockedBy {\n        code\n        name\n        rank\n        threshold\n      }\n      benefit {\n        code\n        name\n        description\n        kind\n      }\n    }\n  }\n  program {\n    timeZone\n  }\n}": typeof types.BenefitsDocument,
};
const documents: Documents = {
    "query Benefits {\n  me {\n    id\n    status\n    statusReason\n    level {\n      level {\n        code\n        name\n        rank\n      }\n    }\n    benefits {\n      state\n      quota\n      used\n      left\n      period\n      resetsAt\n      lockedBy {\n        code\n        name\n        rank\n        threshold\n      }\n      benefit {\n        code\n        name\n        description\n        kind\n      }\n    }\n  }\n  program {\n    timeZone\n  }\n}": types.BenefitsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Benefits {\n  me {\n    id\n    status\n    statusReason\n    level {\n      level {\n        code\n        name\n        rank\n      }\n    }\n    benefits {\n      state\n      quota\n      used\n      left\n      period\n      resetsAt\n      lockedBy {\n        code\n        name\n        rank\n        threshold\n      }\n      benefit {\n        code\n        name\n        description\n        kind\n      }\n    }\n  }\n  program {\n    timeZone\n  }\n}"): typeof import('./graphql').BenefitsDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
