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
    "query CheckIn($month: String) {\n  me {\n    id\n    status\n    statusReason\n    points {\n      available\n    }\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    checkIn(month: $month) {\n      ...CheckInMonth\n    }\n  }\n}\n\nmutation CheckInMakeUp($input: CheckInMakeUpInput!) {\n  checkInMakeUp(input: $input) {\n    checkIn {\n      today\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nfragment CheckInMonth on CheckInCalendar {\n  today\n  canCheckIn\n  streak\n  next {\n    points\n  }\n  ladder {\n    points\n    reached\n  }\n  days {\n    date\n    state\n    points\n  }\n  makeUp {\n    left\n    costPoints\n    dates\n  }\n  cumulative {\n    count\n    reached\n    reward {\n      points\n      growth\n      coupon\n      benefit\n    }\n  }\n}": typeof types.CheckInDocument,
};
const documents: Documents = {
    "query CheckIn($month: String) {\n  me {\n    id\n    status\n    statusReason\n    points {\n      available\n    }\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    checkIn(month: $month) {\n      ...CheckInMonth\n    }\n  }\n}\n\nmutation CheckInMakeUp($input: CheckInMakeUpInput!) {\n  checkInMakeUp(input: $input) {\n    checkIn {\n      today\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nfragment CheckInMonth on CheckInCalendar {\n  today\n  canCheckIn\n  streak\n  next {\n    points\n  }\n  ladder {\n    points\n    reached\n  }\n  days {\n    date\n    state\n    points\n  }\n  makeUp {\n    left\n    costPoints\n    dates\n  }\n  cumulative {\n    count\n    reached\n    reward {\n      points\n      growth\n      coupon\n      benefit\n    }\n  }\n}": types.CheckInDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query CheckIn($month: String) {\n  me {\n    id\n    status\n    statusReason\n    points {\n      available\n    }\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    checkIn(month: $month) {\n      ...CheckInMonth\n    }\n  }\n}\n\nmutation CheckInMakeUp($input: CheckInMakeUpInput!) {\n  checkInMakeUp(input: $input) {\n    checkIn {\n      today\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nfragment CheckInMonth on CheckInCalendar {\n  today\n  canCheckIn\n  streak\n  next {\n    points\n  }\n  ladder {\n    points\n    reached\n  }\n  days {\n    date\n    state\n    points\n  }\n  makeUp {\n    left\n    costPoints\n    dates\n  }\n  cumulative {\n    count\n    reached\n    reward {\n      points\n      growth\n      coupon\n      benefit\n    }\n  }\n}"): typeof import('./graphql').CheckInDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
