import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

/** Card codes with the log of who saw them, and what suppliers are asked for. */
export class CreateSupplies1764151000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { rowId, text, count, instant, nullable } = columnsFor(runner);
    await runner.createTable(
      new Table({
        name: 'card_code',
        columns: [
          rowId(),
          count('sku_id'),
          text('number', 1500),
          text('secret', 1500),
          text('code_index', 64),
          text('hint', 4),
          nullable(instant('valid_until')),
          text('state', 16),
          nullable(count('order_id')),
          instant('created_at'),
          nullable(instant('assigned_at')),
          nullable(instant('revealed_at')),
        ],
        indices: [
          { name: 'card_code_index', columnNames: ['code_index'], isUnique: true },
          { name: 'card_code_pool', columnNames: ['state', 'sku_id', 'valid_until', 'id'] },
          { name: 'card_code_order', columnNames: ['order_id'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'card_code_reveal',
        columns: [
          rowId(),
          count('card_code_id'),
          count('member_id'),
          instant('at'),
          text('address', 64),
          text('request_id', 64),
        ],
        indices: [{ name: 'card_code_reveal_code', columnNames: ['card_code_id', 'id'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'supply',
        columns: [
          rowId(),
          count('order_id'),
          text('number', 32),
          text('supplier', 64),
          text('item', 64),
          count('amount_fen'),
          text('state', 16),
          { name: 'checks', type: 'integer' },
          nullable(instant('sent_at')),
          nullable(instant('look_at')),
          nullable(instant('leased_until')),
          nullable(text('supplier_ref', 64)),
          nullable(text('message', 200)),
          instant('changed_at'),
        ],
        indices: [
          { name: 'supply_order', columnNames: ['order_id'], isUnique: true },
          { name: 'supply_number', columnNames: ['number'], isUnique: true },
          { name: 'supply_look', columnNames: ['look_at'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['supply', 'card_code_reveal', 'card_code']) await runner.dropTable(table);
  }
}
