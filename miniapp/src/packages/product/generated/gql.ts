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
    "query Product($id: ID!) {\n  me {\n    id\n    status\n    statusReason\n    phoneMasked\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    points {\n      available\n      debt\n    }\n    addresses {\n      id\n      name\n      phone\n      region\n      street\n      isDefault\n    }\n  }\n  mallProduct(id: $id) {\n    ...ProductParts\n  }\n  program {\n    tracks {\n      primary\n      levels {\n        code\n        name\n        rank\n      }\n    }\n  }\n}\n\nquery MallOrderQuote($input: MallOrderQuoteInput!) {\n  mallOrderQuote(input: $input) {\n    points\n    cashFen\n    memberDiscountFen\n    discountFen\n    pointsAfter\n    canPlace\n    refusal {\n      code\n      message\n    }\n    coupons {\n      id\n      validUntil\n      template {\n        name\n      }\n    }\n  }\n}\n\nmutation MallOrderPlace($input: MallOrderPlaceInput!) {\n  mallOrderPlace(input: $input) {\n    order {\n      id\n      placedAt\n    }\n    paymentParams {\n      appId\n      nonceStr\n      package\n      paySign\n      signType\n      timeStamp\n      url\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nfragment ProductParts on MallProduct {\n  id\n  name\n  description\n  kind\n  images\n  levels\n  plans {\n    code\n    name\n  }\n  attributes {\n    name\n    value\n  }\n  lockedBy {\n    reason\n    plans {\n      code\n    }\n  }\n  limits {\n    count\n    per\n    left\n  }\n  skus {\n    ...SkuParts\n  }\n}\n\nfragment SkuParts on MallSku {\n  id\n  attributes {\n    name\n    value\n  }\n  available\n  soldOut\n  marketPriceFen\n  pointsPrice\n  cash {\n    points\n    cashFen\n  }\n  memberCashFen\n  planCashFen\n}": typeof types.ProductDocument,
};
const documents: Documents = {
    "query Product($id: ID!) {\n  me {\n    id\n    status\n    statusReason\n    phoneMasked\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    points {\n      available\n      debt\n    }\n    addresses {\n      id\n      name\n      phone\n      region\n      street\n      isDefault\n    }\n  }\n  mallProduct(id: $id) {\n    ...ProductParts\n  }\n  program {\n    tracks {\n      primary\n      levels {\n        code\n        name\n        rank\n      }\n    }\n  }\n}\n\nquery MallOrderQuote($input: MallOrderQuoteInput!) {\n  mallOrderQuote(input: $input) {\n    points\n    cashFen\n    memberDiscountFen\n    discountFen\n    pointsAfter\n    canPlace\n    refusal {\n      code\n      message\n    }\n    coupons {\n      id\n      validUntil\n      template {\n        name\n      }\n    }\n  }\n}\n\nmutation MallOrderPlace($input: MallOrderPlaceInput!) {\n  mallOrderPlace(input: $input) {\n    order {\n      id\n      placedAt\n    }\n    paymentParams {\n      appId\n      nonceStr\n      package\n      paySign\n      signType\n      timeStamp\n      url\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nfragment ProductParts on MallProduct {\n  id\n  name\n  description\n  kind\n  images\n  levels\n  plans {\n    code\n    name\n  }\n  attributes {\n    name\n    value\n  }\n  lockedBy {\n    reason\n    plans {\n      code\n    }\n  }\n  limits {\n    count\n    per\n    left\n  }\n  skus {\n    ...SkuParts\n  }\n}\n\nfragment SkuParts on MallSku {\n  id\n  attributes {\n    name\n    value\n  }\n  available\n  soldOut\n  marketPriceFen\n  pointsPrice\n  cash {\n    points\n    cashFen\n  }\n  memberCashFen\n  planCashFen\n}": types.ProductDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Product($id: ID!) {\n  me {\n    id\n    status\n    statusReason\n    phoneMasked\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    points {\n      available\n      debt\n    }\n    addresses {\n      id\n      name\n      phone\n      region\n      street\n      isDefault\n    }\n  }\n  mallProduct(id: $id) {\n    ...ProductParts\n  }\n  program {\n    tracks {\n      primary\n      levels {\n        code\n        name\n        rank\n      }\n    }\n  }\n}\n\nquery MallOrderQuote($input: MallOrderQuoteInput!) {\n  mallOrderQuote(input: $input) {\n    points\n    cashFen\n    memberDiscountFen\n    discountFen\n    pointsAfter\n    canPlace\n    refusal {\n      code\n      message\n    }\n    coupons {\n      id\n      validUntil\n      template {\n        name\n      }\n    }\n  }\n}\n\nmutation MallOrderPlace($input: MallOrderPlaceInput!) {\n  mallOrderPlace(input: $input) {\n    order {\n      id\n      placedAt\n    }\n    paymentParams {\n      appId\n      nonceStr\n      package\n      paySign\n      signType\n      timeStamp\n      url\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nfragment ProductParts on MallProduct {\n  id\n  name\n  description\n  kind\n  images\n  levels\n  plans {\n    code\n    name\n  }\n  attributes {\n    name\n    value\n  }\n  lockedBy {\n    reason\n    plans {\n      code\n    }\n  }\n  limits {\n    count\n    per\n    left\n  }\n  skus {\n    ...SkuParts\n  }\n}\n\nfragment SkuParts on MallSku {\n  id\n  attributes {\n    name\n    value\n  }\n  available\n  soldOut\n  marketPriceFen\n  pointsPrice\n  cash {\n    points\n    cashFen\n  }\n  memberCashFen\n  planCashFen\n}"): typeof import('./graphql').ProductDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
