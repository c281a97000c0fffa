import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

/** Members see the payments of their recharges, found by index. */
export class IndexPaymentsOfMembers1764152100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const columnNames = ['member_id', 'id'];
    await runner.createIndex('payment', new TableIndex({ name: 'payment_member', columnNames }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('payment', 'payment_member');
  }
}
