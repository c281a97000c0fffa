import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

/** How far the demo's business clock is ahead; it must still be so after a restart. */
export class CreateDemoClock1763950000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { count } = columnsFor(runner);
    await runner.createTable(
      new Table({ name: 'demo_clock', columns: [{ ...count('id'), isPrimary: true }, count('ahead_ms')] }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('demo_clock');
  }
}
