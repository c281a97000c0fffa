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
    "query Addresses {\n  me {\n    id\n    status\n    statusReason\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    addresses {\n      ...AddressParts\n    }\n  }\n}\n\nmutation AddressCreate($input: AddressCreateInput!) {\n  addressCreate(input: $input) {\n    address {\n      id\n    }\n    userErrors {\n      code\n      message\n      field\n    }\n  }\n}\n\nmutation AddressUpdate($input: AddressUpdateInput!) {\n  addressUpdate(input: $input) {\n    address {\n      id\n    }\n    userErrors {\n      code\n      message\n      field\n    }\n  }\n}\n\nmutation AddressDelete($input: AddressDeleteInput!) {\n  addressDelete(input: $input) {\n    userErrors {\n      code\n      message\n      field\n    }\n  }\n}\n\nfragment AddressParts on Address {\n  id\n  name\n  phone\n  region\n  street\n  isDefault\n}": typeof types.AddressesDocument,
};
const documents: Documents = {
    "query Addresses {\n  me {\n    id\n    status\n    statusReason\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    addresses {\n      ...AddressParts\n    }\n  }\n}\n\nmutation AddressCreate($input: AddressCreateInput!) {\n  addressCreate(input: $input) {\n    address {\n      id\n    }\n    userErrors {\n      code\n      message\n      field\n    }\n  }\n}\n\nmutation AddressUpdate($input: AddressUpdateInput!) {\n  addressUpdate(input: $input) {\n    address {\n      id\n    }\n    userErrors {\n      code\n      message\n      field\n    }\n  }\n}\n\nmutation AddressDelete($input: AddressDeleteInput!) {\n  addressDelete(input: $input) {\n    userErrors {\n      code\n      message\n      field\n    }\n  }\n}\n\nfragment AddressParts on Address {\n  id\n  name\n  phone\n  region\n  street\n  isDefault\n}": types.AddressesDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Addresses {\n  me {\n    id\n    status\n    statusReason\n    level {\n      level {\n        code\n        rank\n      }\n    }\n    addresses {\n      ...AddressParts\n    }\n  }\n}\n\nmutation AddressCreate($input: AddressCreateInput!) {\n  addressCreate(input: $input) {\n    address {\n      id\n    }\n    userErrors {\n      code\n      message\n      field\n    }\n  }\n}\n\nmutation AddressUpdate($input: AddressUpdateInput!) {\n  addressUpdate(input: $input) {\n    address {\n      id\n    }\n    userErrors {\n      code\n      message\n      field\n    }\n  }\n}\n\nmutation AddressDelete($input: AddressDeleteInput!) {\n  addressDelete(input: $input) {\n    userErrors {\n      code\n      message\n      field\n    }\n  }\n}\n\nfragment AddressParts on Address {\n  id\n  name\n  phone\n  region\n  street\n  isDefault\n}"): typeof import('./graphql').AddressesDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
