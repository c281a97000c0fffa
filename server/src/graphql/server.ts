import { ApolloServer, type ApolloServerPlugin, type BaseContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { monotonicMilliseconds } from '../platform/clock';
import type { Metrics } from '../platform/metrics';
import type { AccessChecker } from './access';
import type { Context } from './context';
import { compiledExecution } from './executor';
import { actualCost, assertWithinLimits, type CostBuckets, type CostReport, documentLimits, measure } from './limits';

/** What the gateway needs besides the schema. */
export interface GatewayParts {
  schema: GraphQLSchema;
  access: AccessChecker;
  buckets: CostBuckets;
  metrics: Metrics;
}

/** Apollo Server with compiled execution, access and cost checks; started, to be driven by the HTTP route. */
export async function startGateway(parts: GatewayParts): Promise<ApolloServer<Context & BaseContext>> {
  const server = new ApolloServer<Context & BaseContext>({
    gateway: compiledExecution(parts.schema),
    // Whether the schema may be read is decided per caller by the access check.
    introspection: true,
    // A forged request of another site's page is only a danger where the browser adds credentials by itself. Ours are
    // bearer tokens in a header; the guard would merely refuse plain GET queries.
    csrfPrevention: false,
    allowBatchedHttpRequests: false,
    hideSchemaDetailsFromClientErrors: false,
    includeStacktraceInErrorResponses: false,
    maxRecursiveSelections: true,
    parseOptions: { maxTokens: documentLimits.tokens },
    // The HTTP server drains and stops us; Apollo must not listen for signals of its own.
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled(), guard(parts)],
  });
  await server.start();
  return server;
}

/** The document has no operation of that name, or several and none was named. */
export function unknownOperation(): GraphQLError {
  return new GraphQLError('Name one of the operations of the document.', {
    extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
  });
}

/** Before a document runs: may this caller select these fields, and can it afford them? Afterwards: the bill. */
function guard({ schema, access, buckets, metrics }: GatewayParts): ApolloServerPlugin<Context & BaseContext> {
  return {
    async requestDidStart() {
      const startedAt = monotonicMilliseconds();
      let report: CostReport | undefined;
      return {
        async didResolveOperation({ document, operation, contextValue, request }) {
          // Must not pass: with a name that is not in the document, the executor would run its only operation unchecked.
          if (!operation) throw unknownOperation();
          const refusal = access.refusalOf(document, operation, contextValue.principal);
          if (refusal) throw refusal;
          const demand = measure(schema, document, operation, request.variables ?? {});
          assertWithinLimits(demand);
          report = buckets.take(contextValue.principal, demand.cost);
        },
        async willSendResponse({ response, contextValue, operation, operationName, errors }) {
          if (report && response.body.kind === 'single') {
            const { singleResult } = response.body;
            const cost = buckets.giveBack(
              contextValue.principal,
              report,
              actualCost(operation, singleResult.data, report),
            );
            singleResult.extensions = { ...singleResult.extensions, cost };
          }
          const outcome = errors?.length ? String(errors[0]?.extensions.code ?? 'error') : 'ok';
          const milliseconds = monotonicMilliseconds() - startedAt;
          metrics.graphqlDuration.observe(
            { operation: operation?.operation ?? 'unknown', outcome },
            milliseconds / 1000,
          );
          contextValue.log.debug({ operationName, outcome, milliseconds }, 'graphql');
        },
      };
    },
  };
}
