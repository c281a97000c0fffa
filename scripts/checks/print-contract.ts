import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';

/** The file that holds the contract with the mini-app and with partners. */
export const CONTRACT = 'schema.graphql';

const HEADER = '# Printed from the code by `npm run schema`. Do not edit.\n\n';

/** The contract as it is committed: sorted, so that a change of order in the code is no change. */
export function printContract(schema: GraphQLSchema): string {
  return `${HEADER}${printSchema(lexicographicSortSchema(schema))}\n`;
}
