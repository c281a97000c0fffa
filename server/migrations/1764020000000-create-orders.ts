import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

/** Orders of the points mall and every step of theirs, and members' address books. */
export class CreateOrders1764020000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { rowId, text, longText, count, instant, nullable } = columnsFor(runner);
    await runner.createTable(
      new Table({
        name: 'mall_order',
        columns: [
          rowId(),
          ...['member_id', 'product_id', 'sku_id'].map(count),
          text('kind', 16),
          text('state', 20),
          longText('item'),
          { name: 'quantity', type: 'integer' },
          text('pay_with', 16),
          ...['points', 'cash_fen', 'returned_points', 'refunded_fen'].map(count),
          text('hold_id', 64),
          nullable(longText('recipient')),
          instant('placed_at'),
          nullable(instant('due_at')),
        ],
        indices: [
          { name: 'mall_order_member', columnNames: ['member_id', 'id'] },
          { name: 'mall_order_sku', columnNames: ['member_id', 'product_id', 'placed_at'] },
          { name: 'mall_order_due', columnNames: ['due_at'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'mall_order_change',
        columns: [
          rowId(),
          count('order_id'),
          nullable(text('from_state', 20)),
          text('to_state', 20),
          text('actor', 128),
          text('reason', 200),
          instant('at'),
        ],
        indices: [{ name: 'mall_order_change_order', columnNames: ['order_id', 'id'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'address',
        columns: [
          rowId(),
          count('member_id'),
          longText('details'),
          { name: 'is_default', type: 'integer' },
          instant('updated_at'),
        ],
        indices: [{ name: 'address_member', columnNames: ['member_id'] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['address', 'mall_order_change', 'mall_order']) await runner.dropTable(table);
  }
}
