import type { DataSource, Logger } from 'typeorm';
import type { Database } from '../../src/platform/database/open-database';

/** The SQL statements that are sent while `work` runs, by whomever, on both connections. */
export async function statementsDuring(database: Database, work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const sources = [...new Set([database.reader, database.writer])];
  const originals = sources.map((source) => source.logger);
  for (const source of sources) setLogger(source, recorder(statements));
  try {
    await work();
  } finally {
    for (const [index, source] of sources.entries()) setLogger(source, originals[index] as Logger);
  }
  return statements;
}

/** Every query runner asks its source for the logger at each statement, so that exchanging it catches all of them. */
function setLogger(source: DataSource, logger: Logger): void {
  (source as { logger: Logger }).logger = logger;
}

function recorder(statements: string[]): Logger {
  const ignore = () => undefined;
  return {
    logQuery: (query) => void statements.push(query),
    logQueryError: ignore,
    logQuerySlow: ignore,
    logSchemaBuild: ignore,
    logMigration: ignore,
    log: ignore,
  };
}
