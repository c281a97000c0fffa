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
    "query Wallet {\n  me {\n    id\n    status\n    statusReason\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    wallet {\n      isOffered\n      balanceFen\n      principalFen\n      giftFen\n      rechargedTotalFen\n      maxBalanceFen\n      gifts {\n        atLeastFen\n        giftFen\n      }\n    }\n  }\n  program {\n    timeZone\n  }\n}\n\nquery WalletEntries($after: String) {\n  me {\n    id\n    wallet {\n      entries(first: 20, after: $after) {\n        edges {\n          cursor\n          node {\n            part\n            line {\n              kind\n              delta\n              at\n              recordedAt\n              reason\n              why {\n                eventId\n                source\n                amountFen\n                programVersion\n              }\n            }\n          }\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n}": typeof types.WalletDocument,
};
const documents: Documents = {
    "query Wallet {\n  me {\n    id\n    status\n    statusReason\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    wallet {\n      isOffered\n      balanceFen\n      principalFen\n      giftFen\n      rechargedTotalFen\n      maxBalanceFen\n      gifts {\n        atLeastFen\n        giftFen\n      }\n    }\n  }\n  program {\n    timeZone\n  }\n}\n\nquery WalletEntries($after: String) {\n  me {\n    id\n    wallet {\n      entries(first: 20, after: $after) {\n        edges {\n          cursor\n          node {\n            part\n            line {\n              kind\n              delta\n              at\n              recordedAt\n              reason\n              why {\n                eventId\n                source\n                amountFen\n                programVersion\n              }\n            }\n          }\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n}": types.WalletDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Wallet {\n  me {\n    id\n    status\n    statusReason\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    wallet {\n      isOffered\n      balanceFen\n      principalFen\n      giftFen\n      rechargedTotalFen\n      maxBalanceFen\n      gifts {\n        atLeastFen\n        giftFen\n      }\n    }\n  }\n  program {\n    timeZone\n  }\n}\n\nquery WalletEntries($after: String) {\n  me {\n    id\n    wallet {\n      entries(first: 20, after: $after) {\n        edges {\n          cursor\n          node {\n            part\n            line {\n              kind\n              delta\n              at\n              recordedAt\n              reason\n              why {\n                eventId\n                source\n                amountFen\n                programVersion\n              }\n            }\n          }\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n}"): typeof import('./graphql').WalletDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
