import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

/** Messages to members; and what of the outbox could not be handled knows how often that was tried, and when again. */
export class CreateNotifications1763993000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { rowId, text, longText, count, instant, nullable } = columnsFor(runner);
    await runner.addColumns('outbox', [
      new TableColumn({ name: 'attempts', type: 'integer', default: 0 }),
      new TableColumn(nullable(instant('not_before'))),
    ]);
    // Nobody has read them until now, and they lack what messages are made from.
    await runner.query("DELETE FROM outbox WHERE kind IN ('pointsExpiring', 'holdExpired')");
    await runner.createIndex(
      'outbox',
      new TableIndex({ name: 'outbox_waiting', columnNames: ['attempts', 'not_before'] }),
    );
    await runner.createTable(
      new Table({
        name: 'notification',
        columns: [
          rowId(),
          count('member_id'),
          text('kind', 32),
          longText('data'),
          instant('created_at'),
          nullable(instant('read_at')),
          text('cause', 64),
        ],
        indices: [
          { name: 'notification_cause', columnNames: ['cause'], isUnique: true },
          { name: 'notification_member', columnNames: ['member_id', 'id'] },
          { name: 'notification_unread', columnNames: ['member_id', 'read_at'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('notification');
    await runner.dropIndex('outbox', 'outbox_waiting');
    await runner.dropColumns('outbox', ['attempts', 'not_before']);
  }
}
