import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

/** Money that members pay through a provider, what is paid back of it, notifications and bills. */
export class CreatePayments1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { rowId, text, longText, count, instant, nullable } = columnsFor(runner);
    const integer = (name: string) => ({ name, type: 'integer' });
    const checks = () => [nullable(instant('check_at')), integer('checks'), nullable(text('problem', 255))];
    await runner.createTable(
      new Table({
        name: 'payment',
        columns: [
          rowId(),
          text('number', 32),
          count('member_id'),
          text('purpose', 16),
          text('subject', 64),
          count('amount_fen'),
          text('description', 128),
          text('channel', 8),
          nullable(text('app_id', 32)),
          nullable(text('openid', 128)),
          nullable(text('client_address', 64)),
          text('state', 8),
          nullable(longText('handle')),
          instant('created_at'),
          instant('expires_at'),
          nullable(instant('paid_at')),
          nullable(text('transaction_id', 64)),
          count('refunded_fen'),
          integer('refund_seq'),
          ...checks(),
          nullable(text('billed_on', 10)),
        ],
        indices: [
          { name: 'payment_number', columnNames: ['number'], isUnique: true },
          { name: 'payment_subject', columnNames: ['purpose', 'subject'] },
          { name: 'payment_check', columnNames: ['check_at'] },
          { name: 'payment_unbilled', columnNames: ['billed_on', 'paid_at'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'payment_refund',
        columns: [
          rowId(),
          text('number', 64),
          count('payment_id'),
          count('amount_fen'),
          text('reason', 128),
          text('state', 10),
          instant('created_at'),
          nullable(instant('done_at')),
          nullable(text('refund_id', 64)),
          ...checks(),
          nullable(text('billed_on', 10)),
        ],
        indices: [
          { name: 'payment_refund_number', columnNames: ['number'], isUnique: true },
          { name: 'payment_refund_payment', columnNames: ['payment_id'] },
          { name: 'payment_refund_check', columnNames: ['check_at'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'payment_notice',
        columns: [rowId(), text('provider_id', 64), text('number', 64), instant('received_at')],
        indices: [{ name: 'payment_notice_provider_id', columnNames: ['provider_id'], isUnique: true }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'payment_bill',
        columns: [
          rowId(),
          text('date', 10),
          count('paid_fen'),
          count('refunded_fen'),
          integer('lines'),
          longText('differences'),
          instant('checked_at'),
        ],
        indices: [{ name: 'payment_bill_date', columnNames: ['date'], isUnique: true }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['payment_bill', 'payment_notice', 'payment_refund', 'payment']) await runner.dropTable(table);
  }
}
