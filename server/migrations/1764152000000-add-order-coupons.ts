import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

/** Coupons on the cash part of orders. No order has one before this. */
export class AddOrderCoupons1764152000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { count, nullable, text } = columnsFor(runner);
    await runner.addColumn('mall_order', new TableColumn(nullable(text('coupon_id', 64))));
    await runner.addColumn('mall_order', new TableColumn({ ...count('discount_fen'), default: 0 }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('mall_order', 'discount_fen');
    await runner.dropColumn('mall_order', 'coupon_id');
  }
}
