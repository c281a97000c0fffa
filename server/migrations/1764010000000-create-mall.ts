import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

/** The points mall: categories, products, their variants with stock, and the stock ledger. */
export class CreateMall1764010000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { rowId, text, longText, count, instant, nullable } = columnsFor(runner);
    const integer = (name: string) => ({ name, type: 'integer' });
    const one = { ...integer('id'), isPrimary: true };
    await runner.createTable(new Table({ name: 'mall_version', columns: [one, count('version')] }));
    await runner.query('INSERT INTO mall_version (id, version) VALUES (1, 0)');
    await runner.createTable(
      new Table({
        name: 'mall_category',
        columns: [rowId(), text('code', 64), longText('name'), integer('sort')],
        indices: [{ name: 'mall_category_code', columnNames: ['code'], isUnique: true }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'mall_product',
        columns: [
          rowId(),
          text('code', 64),
          text('kind', 16),
          text('state', 16),
          nullable(count('category_id')),
          ...['name', 'description', 'attributes', 'images'].map(longText),
          integer('sort'),
          nullable(instant('shelf_from')),
          nullable(instant('shelf_until')),
          ...['gate', 'limits', 'fulfilment'].map(longText),
          instant('created_at'),
          instant('updated_at'),
        ],
        indices: [
          { name: 'mall_product_code', columnNames: ['code'], isUnique: true },
          { name: 'mall_product_shelf', columnNames: ['state', 'sort', 'id'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'mall_sku',
        columns: [
          rowId(),
          count('product_id'),
          text('code', 64),
          longText('attributes'),
          integer('sort'),
          count('market_price_fen'),
          count('points_price'),
          nullable(count('cash_points')),
          nullable(count('cash_fen')),
          ...['available', 'reserved', 'sold'].map(count),
          nullable(count('alert_at')),
        ],
        indices: [
          { name: 'mall_sku_code', columnNames: ['code'], isUnique: true },
          { name: 'mall_sku_product', columnNames: ['product_id', 'sort', 'id'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'stock_entry',
        columns: [
          rowId(),
          count('sku_id'),
          text('kind', 16),
          ...['available', 'reserved', 'sold'].map(count),
          nullable(count('order_id')),
          text('actor', 128),
          text('reason', 200),
          instant('at'),
        ],
        indices: [
          { name: 'stock_entry_sku', columnNames: ['sku_id', 'id'] },
          { name: 'stock_entry_order', columnNames: ['order_id'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['stock_entry', 'mall_sku', 'mall_product', 'mall_category', 'mall_version'])
      await runner.dropTable(table);
  }
}
