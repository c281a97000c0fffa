import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';

/** Members with an upgrade that waits for a review are found by index. Nobody has one before this. */
export class MarkReviews1763996000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('member_state', new TableColumn({ name: 'awaits_review', type: 'integer', default: 0 }));
    await runner.createIndex(
      'member_state',
      new TableIndex({ name: 'member_state_review', columnNames: ['awaits_review', 'member_id'] }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('member_state', 'member_state_review');
    await runner.dropColumn('member_state', 'awaits_review');
  }
}
