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
    "query Points {\n  me {\n    id\n    status\n    statusReason\n    points {\n      available\n      pending\n      held\n      debt\n      lots {\n        amount\n        remaining\n        occurredAt\n        availableAt\n        expiresAt\n      }\n    }\n  }\n  program {\n    timeZone\n  }\n}\n\nquery PointsEntries($after: String) {\n  me {\n    id\n    points {\n      entries(first: 20, after: $after) {\n        edges {\n          cursor\n          node {\n            kind\n            delta\n            at\n            recordedAt\n            reason\n            why {\n              rule\n              rate\n              amountFen\n              multipliers {\n                kind\n                factor\n              }\n              beforeCap\n              cuts {\n                cap\n                by\n              }\n              toDebt\n              eventId\n              reverses\n              programVersion\n            }\n          }\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n}": typeof types.PointsDocument,
};
const documents: Documents = {
    "query Points {\n  me {\n    id\n    status\n    statusReason\n    points {\n      available\n      pending\n      held\n      debt\n      lots {\n        amount\n        remaining\n        occurredAt\n        availableAt\n        expiresAt\n      }\n    }\n  }\n  program {\n    timeZone\n  }\n}\n\nquery PointsEntries($after: String) {\n  me {\n    id\n    points {\n      entries(first: 20, after: $after) {\n        edges {\n          cursor\n          node {\n            kind\n            delta\n            at\n            recordedAt\n            reason\n            why {\n              rule\n              rate\n              amountFen\n              multipliers {\n                kind\n                factor\n              }\n              beforeCap\n              cuts {\n                cap\n                by\n              }\n              toDebt\n              eventId\n              reverses\n              programVersion\n            }\n          }\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n}": types.PointsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Points {\n  me {\n    id\n    status\n    statusReason\n    points {\n      available\n      pending\n      held\n      debt\n      lots {\n        amount\n        remaining\n        occurredAt\n        availableAt\n        expiresAt\n      }\n    }\n  }\n  program {\n    timeZone\n  }\n}\n\nquery PointsEntries($after: String) {\n  me {\n    id\n    points {\n      entries(first: 20, after: $after) {\n        edges {\n          cursor\n          node {\n            kind\n            delta\n            at\n            recordedAt\n            reason\n            why {\n              rule\n              rate\n              amountFen\n              multipliers {\n                kind\n                factor\n              }\n              beforeCap\n              cuts {\n                cap\n                by\n              }\n              toDebt\n              eventId\n              reverses\n              programVersion\n            }\n          }\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n}"): typeof import('./graphql').PointsDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
