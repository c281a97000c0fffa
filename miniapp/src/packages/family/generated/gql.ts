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
    "query Family {\n  me {\n    id\n    nickname\n    status\n    statusReason\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    subscription {\n      state\n      periodEnd\n      plan {\n        name\n      }\n    }\n    family {\n      isOwner\n      seats\n      coolDownUntil\n      owner {\n        id\n        nickname\n        avatarUrl\n        joinedAt\n      }\n      members {\n        id\n        nickname\n        avatarUrl\n        joinedAt\n        canRemove\n      }\n      invitation {\n        code\n        link\n        expiresAt\n      }\n      shares {\n        code\n        name\n        description\n      }\n    }\n  }\n  program {\n    name\n    timeZone\n  }\n}\n\nmutation FamilyInvite($input: FamilyInviteInput!) {\n  familyInvite(input: $input) {\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nmutation FamilyAccept($input: FamilyAcceptInput!) {\n  familyAccept(input: $input) {\n    family {\n      owner {\n        nickname\n      }\n      shares {\n        code\n        name\n      }\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nmutation FamilyLeave($input: FamilyLeaveInput!) {\n  familyLeave(input: $input) {\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nmutation FamilyRemove($input: FamilyRemoveInput!) {\n  familyRemove(input: $input) {\n    userErrors {\n      code\n      message\n    }\n  }\n}": typeof types.FamilyDocument,
};
const documents: Documents = {
    "query Family {\n  me {\n    id\n    nickname\n    status\n    statusReason\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    subscription {\n      state\n      periodEnd\n      plan {\n        name\n      }\n    }\n    family {\n      isOwner\n      seats\n      coolDownUntil\n      owner {\n        id\n        nickname\n        avatarUrl\n        joinedAt\n      }\n      members {\n        id\n        nickname\n        avatarUrl\n        joinedAt\n        canRemove\n      }\n      invitation {\n        code\n        link\n        expiresAt\n      }\n      shares {\n        code\n        name\n        description\n      }\n    }\n  }\n  program {\n    name\n    timeZone\n  }\n}\n\nmutation FamilyInvite($input: FamilyInviteInput!) {\n  familyInvite(input: $input) {\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nmutation FamilyAccept($input: FamilyAcceptInput!) {\n  familyAccept(input: $input) {\n    family {\n      owner {\n        nickname\n      }\n      shares {\n        code\n        name\n      }\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nmutation FamilyLeave($input: FamilyLeaveInput!) {\n  familyLeave(input: $input) {\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nmutation FamilyRemove($input: FamilyRemoveInput!) {\n  familyRemove(input: $input) {\n    userErrors {\n      code\n      message\n    }\n  }\n}": types.FamilyDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Family {\n  me {\n    id\n    nickname\n    status\n    statusReason\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    subscription {\n      state\n      periodEnd\n      plan {\n        name\n      }\n    }\n    family {\n      isOwner\n      seats\n      coolDownUntil\n      owner {\n        id\n        nickname\n        avatarUrl\n        joinedAt\n      }\n      members {\n        id\n        nickname\n        avatarUrl\n        joinedAt\n        canRemove\n      }\n      invitation {\n        code\n        link\n        expiresAt\n      }\n      shares {\n        code\n        name\n        description\n      }\n    }\n  }\n  program {\n    name\n    timeZone\n  }\n}\n\nmutation FamilyInvite($input: FamilyInviteInput!) {\n  familyInvite(input: $input) {\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nmutation FamilyAccept($input: FamilyAcceptInput!) {\n  familyAccept(input: $input) {\n    family {\n      owner {\n        nickname\n      }\n      shares {\n        code\n        name\n      }\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nmutation FamilyLeave($input: FamilyLeaveInput!) {\n  familyLeave(input: $input) {\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nmutation FamilyRemove($input: FamilyRemoveInput!) {\n  familyRemove(input: $input) {\n    userErrors {\n      code\n      message\n    }\n  }\n}"): typeof import('./graphql').FamilyDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
