import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** The numbers that `/metrics` shows to Prometheus. */
export interface Metrics {
  registry: Registry;
  /** Seconds per HTTP request by route and status. */
  httpDuration: Histogram<'route' | 'method' | 'status'>;
  /** Seconds per GraphQL operation by kind and outcome (`ok` or the first error's code). */
  graphqlDuration: Histogram<'operation' | 'outcome'>;
  /** Transactions that were run again, by the database's error code. */
  transactionRetries: Counter<'code'>;
}

/** Numbers that are looked up when somebody asks for the metrics. */
export interface MetricSources {
  /** How many effects wait in the outbox: new ones, and those that could not be handled. */
  outboxWaiting(): Promise<{ fresh: number; failed: number }>;
  /** How many payments and refunds the provider is to be asked about yet. */
  paymentsWaiting(): Promise<{ payments: number; refunds: number }>;
}

/** A registry of its own for each server, so that several can live in one process (tests). */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  addGauge(registry, {
    name: 'rungs_outbox_waiting',
    help: 'Effects that wait to be handled: fresh, or failed before',
    label: 'state',
    numbers: sources.outboxWaiting,
  });
  addGauge(registry, {
    name: 'rungs_payments_waiting',
    help: 'Payments and refunds that are not settled yet',
    label: 'kind',
    numbers: sources.paymentsWaiting,
  });
  const buckets = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
  return {
    registry,
    httpDuration: new Histogram({
      name: 'rungs_http_request_seconds',
      help: 'Duration of HTTP requests',
      labelNames: ['route', 'method', 'status'],
      buckets,
      registers: [registry],
    }),
    graphqlDuration: new Histogram({
      name: 'rungs_graphql_operation_seconds',
      help: 'Duration of GraphQL operations',
      labelNames: ['operation', 'outcome'],
      buckets,
      registers: [registry],
    }),
    transactionRetries: new Counter({
      name: 'rungs_transaction_retries_total',
      help: 'Transactions that were run again after a conflict',
      labelNames: ['code'],
      registers: [registry],
    }),
  };
}

interface LookedUpGauge {
  name: string;
  help: string;
  label: string;
  /** By the values of the label. */
  numbers(): Promise<Record<string, number>>;
}

function addGauge(registry: Registry, { name, help, label, numbers }: LookedUpGauge): void {
  new Gauge({
    name,
    help,
    labelNames: [label],
    registers: [registry],
    async collect() {
      try {
        for (const [value, count] of Object.entries(await numbers())) this.set({ [label]: value }, count);
      } catch {
        // The other numbers are wanted most when the database is away.
        this.reset();
      }
    },
  });
}
