import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

/** Prices for members of plans on the cash part of orders. No order has one before this. */
export class AddMemberPrices1764193100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { count, nullable, text } = columnsFor(runner);
    await runner.addColumn('mall_order', new TableColumn({ ...count('member_discount_fen'), default: 0 }));
    await runner.addColumn('mall_order', new TableColumn(nullable(text('subscription_id', 64))));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('mall_order', 'subscription_id');
    await runner.dropColumn('mall_order', 'member_discount_fen');
  }
}
