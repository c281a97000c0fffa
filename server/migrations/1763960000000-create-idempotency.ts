import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

/** What was done under which idempotency key. */
export class CreateIdempotency1763960000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { rowId, text, instant } = columnsFor(runner);
    await runner.createTable(
      new Table({
        name: 'idempotency',
        columns: [rowId(), text('scope', 255), text('input_hash', 64), text('made', 255), instant('created_at')],
        indices: [
          { name: 'idempotency_scope', columnNames: ['scope'], isUnique: true },
          { name: 'idempotency_created', columnNames: ['created_at'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('idempotency');
  }
}
