import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

/** What staff did, line by line. */
export class CreateOperations1764030000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { rowId, text, longText, count, instant } = columnsFor(runner);
    await runner.createTable(
      new Table({
        name: 'operation_log',
        columns: [
          rowId(),
          instant('at'),
          text('actor', 128),
          text('action', 64),
          text('object_kind', 32),
          count('object_id'),
          longText('details'),
        ],
        indices: [
          { name: 'operation_log_object', columnNames: ['object_kind', 'object_id', 'id'] },
          { name: 'operation_log_actor', columnNames: ['actor', 'id'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('operation_log');
  }
}
