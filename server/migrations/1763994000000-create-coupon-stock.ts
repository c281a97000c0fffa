import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

/** How many coupons of each template were given. */
export class CreateCouponStock1763994000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { text, count } = columnsFor(runner);
    await runner.createTable(
      new Table({ name: 'coupon_stock', columns: [{ ...text('code', 64), isPrimary: true }, count('granted')] }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('coupon_stock');
  }
}
