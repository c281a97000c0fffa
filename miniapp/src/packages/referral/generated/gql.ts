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
    "query Referral($after: String) {\n  me {\n    id\n    nickname\n    status\n    statusReason\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    referral {\n      isOffered\n      code\n      link\n      invitedCount\n      convertedCount\n      minAmountFen\n      window\n      rewardsPerDay\n      rewardsPerMonth\n      inviterReward {\n        points\n        growth\n      }\n      inviteeReward {\n        points\n        growth\n      }\n      invitees(first: 20, after: $after) {\n        edges {\n          cursor\n          node {\n            nickname\n            state\n            invitedAt\n            convertedAt\n          }\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n  program {\n    name\n    timeZone\n  }\n}\n\nmutation ShareRecord($input: ShareRecordInput!) {\n  shareRecord(input: $input) {\n    recorded\n    userErrors {\n      code\n      message\n    }\n  }\n}": typeof types.ReferralDocument,
};
const documents: Documents = {
    "query Referral($after: String) {\n  me {\n    id\n    nickname\n    status\n    statusReason\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    referral {\n      isOffered\n      code\n      link\n      invitedCount\n      convertedCount\n      minAmountFen\n      window\n      rewardsPerDay\n      rewardsPerMonth\n      inviterReward {\n        points\n        growth\n      }\n      inviteeReward {\n        points\n        growth\n      }\n      invitees(first: 20, after: $after) {\n        edges {\n          cursor\n          node {\n            nickname\n            state\n            invitedAt\n            convertedAt\n          }\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n  program {\n    name\n    timeZone\n  }\n}\n\nmutation ShareRecord($input: ShareRecordInput!) {\n  shareRecord(input: $input) {\n    recorded\n    userErrors {\n      code\n      message\n    }\n  }\n}": types.ReferralDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Referral($after: String) {\n  me {\n    id\n    nickname\n    status\n    statusReason\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    referral {\n      isOffered\n      code\n      link\n      invitedCount\n      convertedCount\n      minAmountFen\n      window\n      rewardsPerDay\n      rewardsPerMonth\n      inviterReward {\n        points\n        growth\n      }\n      inviteeReward {\n        points\n        growth\n      }\n      invitees(first: 20, after: $after) {\n        edges {\n          cursor\n          node {\n            nickname\n            state\n            invitedAt\n            convertedAt\n          }\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n  program {\n    name\n    timeZone\n  }\n}\n\nmutation ShareRecord($input: ShareRecordInput!) {\n  shareRecord(input: $input) {\n    recorded\n    userErrors {\n      code\n      message\n    }\n  }\n}"): typeof import('./graphql').ReferralDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
