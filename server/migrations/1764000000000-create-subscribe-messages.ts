import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

/** Members' consents to subscribe messages, and what was sent by them. */
export class CreateSubscribeMessages1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { rowId, text, count, instant, nullable } = columnsFor(runner);
    await runner.createTable(
      new Table({
        name: 'message_consent',
        columns: [
          rowId(),
          count('member_id'),
          text('template_id', 64),
          count('sends_left'),
          text('answer', 16),
          instant('answered_at'),
        ],
        indices: [{ name: 'message_consent_member', columnNames: ['member_id', 'template_id'], isUnique: true }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'message_delivery',
        columns: [
          rowId(),
          count('notification_id'),
          count('member_id'),
          text('topic', 16),
          text('state', 16),
          nullable(text('reason', 16)),
          { name: 'attempts', type: 'integer' },
          nullable(instant('due_at')),
          instant('created_at'),
          nullable(instant('ended_at')),
        ],
        indices: [
          { name: 'message_delivery_notification', columnNames: ['notification_id'], isUnique: true },
          { name: 'message_delivery_member', columnNames: ['member_id', 'id'] },
          { name: 'message_delivery_due', columnNames: ['due_at'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('message_delivery');
    await runner.dropTable('message_consent');
  }
}
