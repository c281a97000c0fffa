import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

const PERIOD_INDICES = [
  { name: 'subscription_period_until', columnNames: ['plan', 'until_at'] },
  { name: 'subscription_period_refunded', columnNames: ['refunded_at'] },
];

/** What staff see of plans: what they gave and what of it was used, and what members complained of. */
export class CreatePlanMoves1764202100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { rowId, text, count, instant, nullable } = columnsFor(runner);
    await runner.createTable(
      new Table({
        name: 'plan_move',
        columns: [
          rowId(),
          count('member_id'),
          count('subscription_id'),
          text('kind', 12),
          nullable(text('benefit', 64)),
          count('quantity'),
          count('cost_parts'),
          instant('since'),
          instant('at'),
        ],
        indices: [
          { name: 'plan_move_at', columnNames: ['at'] },
          { name: 'plan_move_member', columnNames: ['member_id', 'id'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'plan_complaint',
        columns: [
          rowId(),
          count('subscription_id'),
          text('plan', 64),
          text('reason', 200),
          text('recorded_by', 128),
          instant('recorded_at'),
        ],
        indices: [
          { name: 'plan_complaint_subscription', columnNames: ['subscription_id', 'id'] },
          { name: 'plan_complaint_at', columnNames: ['recorded_at'] },
        ],
      }),
    );
    for (const index of PERIOD_INDICES) await runner.createIndex('subscription_period', new TableIndex(index));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of PERIOD_INDICES) await runner.dropIndex('subscription_period', name);
    await runner.dropTable('plan_complaint');
    await runner.dropTable('plan_move');
  }
}
