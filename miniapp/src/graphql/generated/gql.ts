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
    "query Home {\n  me {\n    id\n    number\n    nickname\n    avatarUrl\n    joinedAt\n    status\n    statusReason\n    unreadCount\n    points {\n      available\n      debt\n    }\n    growth {\n      value\n    }\n    benefits {\n      state\n      benefit {\n        code\n        name\n        kind\n      }\n    }\n    level {\n      level {\n        ...LevelParts\n      }\n      next {\n        needed\n        ratio\n        how\n        level {\n          ...LevelParts\n        }\n      }\n    }\n  }\n  program {\n    code\n    name\n    timeZone\n    tracks {\n      code\n      primary\n      levels {\n        ...LevelParts\n      }\n    }\n  }\n}\n\nfragment LevelParts on Level {\n  code\n  name\n  rank\n  threshold\n}": typeof types.HomeDocument,
    "query Me {\n  me {\n    id\n    number\n    nickname\n    avatarUrl\n    phoneMasked\n    status\n    unreadCount\n    points {\n      available\n      debt\n    }\n    growth {\n      value\n    }\n    wallet {\n      isOffered\n      balanceFen\n    }\n    coupons(state: AVAILABLE, first: 100) {\n      edges {\n        cursor\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n    level {\n      level {\n        ...LevelParts\n      }\n    }\n  }\n}": typeof types.MeDocument,
    "mutation SessionCreate($input: SessionCreateInput!) {\n  sessionCreate(input: $input) {\n    session {\n      ...SessionParts\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nmutation SessionRefresh($input: SessionRefreshInput!) {\n  sessionRefresh(input: $input) {\n    session {\n      ...SessionParts\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nmutation SessionRevoke($input: SessionRevokeInput!) {\n  sessionRevoke(input: $input) {\n    revoked\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nfragment SessionParts on Session {\n  accessToken\n  refreshToken\n  expiresAt\n}": typeof types.SessionCreateDocument,
};
const documents: Documents = {
    "query Home {\n  me {\n    id\n    number\n    nickname\n    avatarUrl\n    joinedAt\n    status\n    statusReason\n    unreadCount\n    points {\n      available\n      debt\n    }\n    growth {\n      value\n    }\n    benefits {\n      state\n      benefit {\n        code\n        name\n        kind\n      }\n    }\n    level {\n      level {\n        ...LevelParts\n      }\n      next {\n        needed\n        ratio\n        how\n        level {\n          ...LevelParts\n        }\n      }\n    }\n  }\n  program {\n    code\n    name\n    timeZone\n    tracks {\n      code\n      primary\n      levels {\n        ...LevelParts\n      }\n    }\n  }\n}\n\nfragment LevelParts on Level {\n  code\n  name\n  rank\n  threshold\n}": types.HomeDocument,
    "query Me {\n  me {\n    id\n    number\n    nickname\n    avatarUrl\n    phoneMasked\n    status\n    unreadCount\n    points {\n      available\n      debt\n    }\n    growth {\n      value\n    }\n    wallet {\n      isOffered\n      balanceFen\n    }\n    coupons(state: AVAILABLE, first: 100) {\n      edges {\n        cursor\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n    level {\n      level {\n        ...LevelParts\n      }\n    }\n  }\n}": types.MeDocument,
    "mutation SessionCreate($input: SessionCreateInput!) {\n  sessionCreate(input: $input) {\n    session {\n      ...SessionParts\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nmutation SessionRefresh($input: SessionRefreshInput!) {\n  sessionRefresh(input: $input) {\n    session {\n      ...SessionParts\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nmutation SessionRevoke($input: SessionRevokeInput!) {\n  sessionRevoke(input: $input) {\n    revoked\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nfragment SessionParts on Session {\n  accessToken\n  refreshToken\n  expiresAt\n}": types.SessionCreateDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Home {\n  me {\n    id\n    number\n    nickname\n    avatarUrl\n    joinedAt\n    status\n    statusReason\n    unreadCount\n    points {\n      available\n      debt\n    }\n    growth {\n      value\n    }\n    benefits {\n      state\n      benefit {\n        code\n        name\n        kind\n      }\n    }\n    level {\n      level {\n        ...LevelParts\n      }\n      next {\n        needed\n        ratio\n        how\n        level {\n          ...LevelParts\n        }\n      }\n    }\n  }\n  program {\n    code\n    name\n    timeZone\n    tracks {\n      code\n      primary\n      levels {\n        ...LevelParts\n      }\n    }\n  }\n}\n\nfragment LevelParts on Level {\n  code\n  name\n  rank\n  threshold\n}"): typeof import('./graphql').HomeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Me {\n  me {\n    id\n    number\n    nickname\n    avatarUrl\n    phoneMasked\n    status\n    unreadCount\n    points {\n      available\n      debt\n    }\n    growth {\n      value\n    }\n    wallet {\n      isOffered\n      balanceFen\n    }\n    coupons(state: AVAILABLE, first: 100) {\n      edges {\n        cursor\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n    level {\n      level {\n        ...LevelParts\n      }\n    }\n  }\n}"): typeof import('./graphql').MeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation SessionCreate($input: SessionCreateInput!) {\n  sessionCreate(input: $input) {\n    session {\n      ...SessionParts\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nmutation SessionRefresh($input: SessionRefreshInput!) {\n  sessionRefresh(input: $input) {\n    session {\n      ...SessionParts\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nmutation SessionRevoke($input: SessionRevokeInput!) {\n  sessionRevoke(input: $input) {\n    revoked\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nfragment SessionParts on Session {\n  accessToken\n  refreshToken\n  expiresAt\n}"): typeof import('./graphql').SessionCreateDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
