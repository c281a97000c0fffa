import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

/** Parcels of orders, what carriers tell of them, and what WeChat is told. */
export class CreateShipments1764150000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { rowId, text, count, instant, nullable } = columnsFor(runner);
    await runner.createTable(
      new Table({
        name: 'shipment',
        columns: [
          rowId(),
          count('order_id'),
          text('carrier', 24),
          text('tracking_number', 32),
          { name: 'quantity', type: 'integer' },
          instant('shipped_at'),
          text('state', 12),
          ...['signed_at', 'follow_at', 'subscribed_at'].map((name) => nullable(instant(name))),
          { name: 'failures', type: 'integer' },
          nullable(text('problem', 255)),
        ],
        indices: [
          { name: 'shipment_number', columnNames: ['carrier', 'tracking_number'], isUnique: true },
          { name: 'shipment_order', columnNames: ['order_id', 'id'] },
          { name: 'shipment_follow', columnNames: ['follow_at'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'shipment_event',
        columns: [
          rowId(),
          count('shipment_id'),
          text('event_key', 64),
          instant('at'),
          text('text', 500),
          nullable(text('state', 12)),
        ],
        indices: [{ name: 'shipment_event_key', columnNames: ['shipment_id', 'event_key'], isUnique: true }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'shipping_upload',
        columns: [
          rowId(),
          count('order_id'),
          nullable(instant('due_at')),
          { name: 'failures', type: 'integer' },
          nullable(instant('uploaded_at')),
          nullable(text('problem', 255)),
        ],
        indices: [
          { name: 'shipping_upload_order', columnNames: ['order_id'], isUnique: true },
          { name: 'shipping_upload_due', columnNames: ['due_at'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['shipping_upload', 'shipment_event', 'shipment']) await runner.dropTable(table);
  }
}
