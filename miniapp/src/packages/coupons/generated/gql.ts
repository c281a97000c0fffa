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
    "query CouponOffers($after: String) {\n  me {\n    id\n    status\n    statusReason\n    level {\n      level {\n        code\n        rank\n      }\n    }\n  }\n  couponsOnOffer(first: 20, after: $after) {\n    edges {\n      cursor\n      node {\n        ...OfferParts\n      }\n    }\n    pageInfo {\n      endCursor\n      hasNextPage\n    }\n  }\n}\n\nquery MyCoupons($state: CouponState!, $after: String) {\n  me {\n    id\n    status\n    statusReason\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    coupons(state: $state, first: 100, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          state\n          validFrom\n          validUntil\n          orderRef\n          lockedUntil\n          discountFen\n          template {\n            ...TermsParts\n          }\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n  program {\n    timeZone\n  }\n}\n\nmutation CouponClaim($input: CouponClaimInput!) {\n  couponClaim(input: $input) {\n    coupon {\n      id\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nfragment OfferParts on CouponTemplate {\n  ...TermsParts\n  validFor\n  validTo\n  left\n  perMember\n  myCount\n  canClaim\n  lockedBy {\n    code\n    name\n  }\n}\n\nfragment TermsParts on CouponTemplate {\n  code\n  name\n  kind\n  offFen\n  percent\n  ceilingFen\n  minSpendFen\n  minTermDays\n  categories\n}": typeof types.CouponOffersDocument,
};
const documents: Documents = {
    "query CouponOffers($after: String) {\n  me {\n    id\n    status\n    statusReason\n    level {\n      level {\n        code\n        rank\n      }\n    }\n  }\n  couponsOnOffer(first: 20, after: $after) {\n    edges {\n      cursor\n      node {\n        ...OfferParts\n      }\n    }\n    pageInfo {\n      endCursor\n      hasNextPage\n    }\n  }\n}\n\nquery MyCoupons($state: CouponState!, $after: String) {\n  me {\n    id\n    status\n    statusReason\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    coupons(state: $state, first: 100, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          state\n          validFrom\n          validUntil\n          orderRef\n          lockedUntil\n          discountFen\n          template {\n            ...TermsParts\n          }\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n  program {\n    timeZone\n  }\n}\n\nmutation CouponClaim($input: CouponClaimInput!) {\n  couponClaim(input: $input) {\n    coupon {\n      id\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nfragment OfferParts on CouponTemplate {\n  ...TermsParts\n  validFor\n  validTo\n  left\n  perMember\n  myCount\n  canClaim\n  lockedBy {\n    code\n    name\n  }\n}\n\nfragment TermsParts on CouponTemplate {\n  code\n  name\n  kind\n  offFen\n  percent\n  ceilingFen\n  minSpendFen\n  minTermDays\n  categories\n}": types.CouponOffersDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query CouponOffers($after: String) {\n  me {\n    id\n    status\n    statusReason\n    level {\n      level {\n        code\n        rank\n      }\n    }\n  }\n  couponsOnOffer(first: 20, after: $after) {\n    edges {\n      cursor\n      node {\n        ...OfferParts\n      }\n    }\n    pageInfo {\n      endCursor\n      hasNextPage\n    }\n  }\n}\n\nquery MyCoupons($state: CouponState!, $after: String) {\n  me {\n    id\n    status\n    statusReason\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    coupons(state: $state, first: 100, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          state\n          validFrom\n          validUntil\n          orderRef\n          lockedUntil\n          discountFen\n          template {\n            ...TermsParts\n          }\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n  program {\n    timeZone\n  }\n}\n\nmutation CouponClaim($input: CouponClaimInput!) {\n  couponClaim(input: $input) {\n    coupon {\n      id\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nfragment OfferParts on CouponTemplate {\n  ...TermsParts\n  validFor\n  validTo\n  left\n  perMember\n  myCount\n  canClaim\n  lockedBy {\n    code\n    name\n  }\n}\n\nfragment TermsParts on CouponTemplate {\n  code\n  name\n  kind\n  offFen\n  percent\n  ceilingFen\n  minSpendFen\n  minTermDays\n  categories\n}"): typeof import('./graphql').CouponOffersDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
