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
    "query OrdersHead {\n  me {\n    id\n    status\n    statusReason\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    orderCounts {\n      state\n      count\n    }\n  }\n  program {\n    timeZone\n  }\n}\n\nquery Orders($states: [MallOrderState!], $after: String) {\n  me {\n    id\n    orders(first: 10, states: $states, after: $after) {\n      edges {\n        cursor\n        node {\n          ...OrderCardParts\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n}\n\nfragment OrderCardParts on MallOrder {\n  id\n  state\n  kind\n  quantity\n  points\n  cashFen\n  placedAt\n  actions\n  cardCodes {\n    state\n  }\n  item {\n    name\n    imageUrl\n    attributes {\n      name\n      value\n    }\n  }\n}": typeof types.OrdersHeadDocument,
};
const documents: Documents = {
    "query OrdersHead {\n  me {\n    id\n    status\n    statusReason\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    orderCounts {\n      state\n      count\n    }\n  }\n  program {\n    timeZone\n  }\n}\n\nquery Orders($states: [MallOrderState!], $after: String) {\n  me {\n    id\n    orders(first: 10, states: $states, after: $after) {\n      edges {\n        cursor\n        node {\n          ...OrderCardParts\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n}\n\nfragment OrderCardParts on MallOrder {\n  id\n  state\n  kind\n  quantity\n  points\n  cashFen\n  placedAt\n  actions\n  cardCodes {\n    state\n  }\n  item {\n    name\n    imageUrl\n    attributes {\n      name\n      value\n    }\n  }\n}": types.OrdersHeadDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query OrdersHead {\n  me {\n    id\n    status\n    statusReason\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    orderCounts {\n      state\n      count\n    }\n  }\n  program {\n    timeZone\n  }\n}\n\nquery Orders($states: [MallOrderState!], $after: String) {\n  me {\n    id\n    orders(first: 10, states: $states, after: $after) {\n      edges {\n        cursor\n        node {\n          ...OrderCardParts\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n}\n\nfragment OrderCardParts on MallOrder {\n  id\n  state\n  kind\n  quantity\n  points\n  cashFen\n  placedAt\n  actions\n  cardCodes {\n    state\n  }\n  item {\n    name\n    imageUrl\n    attributes {\n      name\n      value\n    }\n  }\n}"): typeof import('./graphql').OrdersHeadDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
