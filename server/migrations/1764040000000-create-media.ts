import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

/** Which files are stored; their bytes are in the file store. */
export class CreateMedia1764040000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { rowId, text, count, instant } = columnsFor(runner);
    await runner.createTable(
      new Table({
        name: 'media',
        columns: [rowId(), text('name', 80), count('bytes'), text('actor', 128), instant('created_at')],
        indices: [{ name: 'media_name', columnNames: ['name'], isUnique: true }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('media');
  }
}
