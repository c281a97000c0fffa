import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

/** What staff changed by hand, or propose to. */
export class CreateAdjustment1763970000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { rowId, text, count, instant, nullable } = columnsFor(runner);
    await runner.createTable(
      new Table({
        name: 'adjustment',
        columns: [
          rowId(),
          count('member_id'),
          text('kind', 16),
          text('state', 16),
          nullable(count('delta')),
          nullable(text('track', 64)),
          nullable(text('level', 64)),
          nullable(text('mode', 16)),
          nullable(instant('until')),
          text('reason', 200),
          text('proposer', 64),
          text('proposer_name', 100),
          instant('proposed_at'),
          nullable(text('decider', 64)),
          nullable(text('decider_name', 100)),
          nullable(instant('decided_at')),
          nullable(count('journal_seq')),
        ],
        indices: [
          { name: 'adjustment_state', columnNames: ['state', 'id'] },
          { name: 'adjustment_member', columnNames: ['member_id', 'id'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('adjustment');
  }
}
