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
    "query Messages($after: String) {\n  me {\n    id\n    status\n    statusReason\n    unreadCount\n    notifications(first: 20, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          kind\n          title\n          body\n          createdAt\n          readAt\n          action {\n            open\n            id\n          }\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n}\n\nmutation NotificationMarkRead($input: NotificationMarkReadInput!) {\n  notificationMarkRead(input: $input) {\n    member {\n      id\n      unreadCount\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nquery MessageTemplates {\n  me {\n    id\n    messageTemplates {\n      name\n      templateId\n      left\n    }\n  }\n}\n\nmutation MessageConsentRecord($input: MessageConsentRecordInput!) {\n  messageConsentRecord(input: $input) {\n    member {\n      id\n      messageTemplates {\n        name\n        templateId\n        left\n      }\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}": typeof types.MessagesDocument,
};
const documents: Documents = {
    "query Messages($after: String) {\n  me {\n    id\n    status\n    statusReason\n    unreadCount\n    notifications(first: 20, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          kind\n          title\n          body\n          createdAt\n          readAt\n          action {\n            open\n            id\n          }\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n}\n\nmutation NotificationMarkRead($input: NotificationMarkReadInput!) {\n  notificationMarkRead(input: $input) {\n    member {\n      id\n      unreadCount\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nquery MessageTemplates {\n  me {\n    id\n    messageTemplates {\n      name\n      templateId\n      left\n    }\n  }\n}\n\nmutation MessageConsentRecord($input: MessageConsentRecordInput!) {\n  messageConsentRecord(input: $input) {\n    member {\n      id\n      messageTemplates {\n        name\n        templateId\n        left\n      }\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}": types.MessagesDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Messages($after: String) {\n  me {\n    id\n    status\n    statusReason\n    unreadCount\n    notifications(first: 20, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          kind\n          title\n          body\n          createdAt\n          readAt\n          action {\n            open\n            id\n          }\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n}\n\nmutation NotificationMarkRead($input: NotificationMarkReadInput!) {\n  notificationMarkRead(input: $input) {\n    member {\n      id\n      unreadCount\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n\nquery MessageTemplates {\n  me {\n    id\n    messageTemplates {\n      name\n      templateId\n      left\n    }\n  }\n}\n\nmutation MessageConsentRecord($input: MessageConsentRecordInput!) {\n  messageConsentRecord(input: $input) {\n    member {\n      id\n      messageTemplates {\n        name\n        templateId\n        left\n      }\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}"): typeof import('./graphql').MessagesDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
