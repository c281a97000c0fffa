import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

/** Drafts of the program that are tried on the stored history. */
export class CreateSimulation1763991000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { rowId, text, longText, count, instant, nullable } = columnsFor(runner);
    await runner.createTable(
      new Table({
        name: 'simulation',
        columns: [
          rowId(),
          text('state', 16),
          longText('source'),
          text('source_hash', 64),
          longText('diff'),
          text('requested_by', 100),
          instant('created_at'),
          nullable(instant('started_at')),
          nullable(instant('finished_at')),
          nullable(text('lease', 36)),
          nullable(instant('touched_at')),
          count('members_total'),
          count('members_done'),
          count('inputs_done'),
          nullable(longText('result')),
          nullable(text('error', 500)),
        ],
        indices: [{ name: 'simulation_state', columnNames: ['state', 'id'] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('simulation');
  }
}
