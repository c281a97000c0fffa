import type { FastifyInstance } from 'fastify';
import type { Database } from '../platform/database/open-database';
import type { Metrics } from '../platform/metrics';

/** Whether the server is on its way out: then it must get no new work. */
export interface Lifecycle {
  draining: boolean;
}

/** `/healthz` (the process lives), `/readyz` (it can work: database and migrations), `/metrics` (Prometheus). */
export function mountHealth(app: FastifyInstance, database: Database, metrics: Metrics, lifecycle: Lifecycle): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const problem = lifecycle.draining ? 'draining' : await databaseProblem(database);
    return reply.code(problem ? 503 : 200).send(problem ? { status: 'not ready', problem } : { status: 'ready' });
  });
  app.get('/metrics', async (_request, reply) => {
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

async function databaseProblem(database: Database): Promise<string | undefined> {
  try {
    await database.reader.query('SELECT 1');
    return (await database.writer.showMigrations()) ? 'migrations are pending: run npm run migrate' : undefined;
  } catch {
    return 'the database does not answer';
  }
}
