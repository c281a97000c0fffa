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
    "query PaymentOrder($id: ID!) {\n  me {\n    id\n    status\n    statusReason\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    points {\n      available\n    }\n  }\n  order: node(id: $id) {\n    id\n    ... on MallOrder {\n      ...PaymentParts\n    }\n  }\n}\n\nmutation MallOrderPaymentResume($input: MallOrderPaymentResumeInput!) {\n  mallOrderPaymentResume(input: $input) {\n    paymentParams {\n      appId\n      nonceStr\n      package\n      paySign\n      signType\n      timeStamp\n      url\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nmutation MallOrderCancel($input: MallOrderCancelInput!) {\n  mallOrderCancel(input: $input) {\n    order {\n      id\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nfragment PaymentParts on MallOrder {\n  number\n  state\n  kind\n  quantity\n  points\n  cashFen\n  memberDiscountFen\n  discountFen\n  placedAt\n  payUntil\n  item {\n    name\n    attributes {\n      name\n      value\n    }\n  }\n  recipient {\n    phone\n  }\n  payment {\n    state\n  }\n  refunds {\n    amountFen\n    state\n  }\n}": typeof types.PaymentOrderDocument,
};
const documents: Documents = {
    "query PaymentOrder($id: ID!) {\n  me {\n    id\n    status\n    statusReason\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    points {\n      available\n    }\n  }\n  order: node(id: $id) {\n    id\n    ... on MallOrder {\n      ...PaymentParts\n    }\n  }\n}\n\nmutation MallOrderPaymentResume($input: MallOrderPaymentResumeInput!) {\n  mallOrderPaymentResume(input: $input) {\n    paymentParams {\n      appId\n      nonceStr\n      package\n      paySign\n      signType\n      timeStamp\n      url\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nmutation MallOrderCancel($input: MallOrderCancelInput!) {\n  mallOrderCancel(input: $input) {\n    order {\n      id\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nfragment PaymentParts on MallOrder {\n  number\n  state\n  kind\n  quantity\n  points\n  cashFen\n  memberDiscountFen\n  discountFen\n  placedAt\n  payUntil\n  item {\n    name\n    attributes {\n      name\n      value\n    }\n  }\n  recipient {\n    phone\n  }\n  payment {\n    state\n  }\n  refunds {\n    amountFen\n    state\n  }\n}": types.PaymentOrderDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query PaymentOrder($id: ID!) {\n  me {\n    id\n    status\n    statusReason\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    points {\n      available\n    }\n  }\n  order: node(id: $id) {\n    id\n    ... on MallOrder {\n      ...PaymentParts\n    }\n  }\n}\n\nmutation MallOrderPaymentResume($input: MallOrderPaymentResumeInput!) {\n  mallOrderPaymentResume(input: $input) {\n    paymentParams {\n      appId\n      nonceStr\n      package\n      paySign\n      signType\n      timeStamp\n      url\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nmutation MallOrderCancel($input: MallOrderCancelInput!) {\n  mallOrderCancel(input: $input) {\n    order {\n      id\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nfragment PaymentParts on MallOrder {\n  number\n  state\n  kind\n  quantity\n  points\n  cashFen\n  memberDiscountFen\n  discountFen\n  placedAt\n  payUntil\n  item {\n    name\n    attributes {\n      name\n      value\n    }\n  }\n  recipient {\n    phone\n  }\n  payment {\n    state\n  }\n  refunds {\n    amountFen\n    state\n  }\n}"): typeof import('./graphql').PaymentOrderDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
