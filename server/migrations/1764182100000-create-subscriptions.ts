import { type MigrationInterface, type QueryRunner, Table, type TableOptions } from 'typeorm';
import { columnsFor, type MigrationColumns } from '../src/platform/database/migration-columns';

const integer = (name: string) => ({ name, type: 'integer' });

/** Paid membership: plans of members, their periods, what is asked for them, and what members were told before. */
export class CreateSubscriptions1764182100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const columns = columnsFor(runner);
    for (const table of [...subscriptions(columns), ...charges(columns), ...requests(columns)]) {
      await runner.createTable(new Table(table));
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      ...['plan_code', 'plan_refund_request', 'plan_contract', 'renewal_notice', 'plan_charge'],
      ...['subscription_period', 'subscription_change', 'subscription'],
    ]) {
      await runner.dropTable(table);
    }
  }
}

function subscriptions({ rowId, text, count, instant, nullable }: MigrationColumns): TableOptions[] {
  return [
    {
      name: 'subscription',
      columns: [
        rowId(),
        count('member_id'),
        text('purpose', 8),
        nullable(count('open_for')),
        text('plan', 64),
        text('state', 16),
        text('source', 16),
        integer('period_no'),
        nullable(instant('started_at')),
        nullable(instant('ends_at')),
        nullable(text('next_plan', 64)),
        text('agreement_version', 32),
        nullable(instant('agreed_at')),
        instant('created_at'),
        nullable(instant('due_at')),
      ],
      indices: [
        { name: 'subscription_member', columnNames: ['member_id', 'id'] },
        { name: 'subscription_open', columnNames: ['open_for'], isUnique: true },
        { name: 'subscription_plan', columnNames: ['plan', 'started_at'] },
        { name: 'subscription_due', columnNames: ['due_at'] },
      ],
    },
    {
      name: 'subscription_change',
      columns: [
        rowId(),
        count('subscription_id'),
        text('step', 20),
        text('to_state', 16),
        text('actor', 128),
        text('reason', 200),
        instant('at'),
      ],
      indices: [{ name: 'subscription_change_subscription', columnNames: ['subscription_id', 'id'] }],
    },
    {
      name: 'subscription_period',
      columns: [
        rowId(),
        count('subscription_id'),
        integer('number'),
        text('plan', 64),
        instant('from_at'),
        instant('until_at'),
        count('paid_fen'),
        count('refunded_fen'),
        nullable(instant('refunded_at')),
        nullable(text('payment_number', 32)),
        text('source', 16),
        instant('recorded_at'),
      ],
      indices: [
        { name: 'subscription_period_number', columnNames: ['subscription_id', 'number'], isUnique: true },
        { name: 'subscription_period_plan', columnNames: ['plan', 'recorded_at'] },
      ],
    },
  ];
}

function charges({ rowId, text, count, instant, nullable }: MigrationColumns): TableOptions[] {
  return [
    {
      name: 'plan_charge',
      columns: [
        rowId(),
        count('subscription_id'),
        integer('period_no'),
        integer('attempt'),
        text('kind', 8),
        text('plan', 64),
        count('amount_fen'),
        text('price_reason', 8),
        nullable(text('offer', 64)),
        text('state', 10),
        instant('due_at'),
        nullable(instant('done_at')),
        nullable(text('failure', 200)),
      ],
      indices: [
        { name: 'plan_charge_attempt', columnNames: ['subscription_id', 'period_no', 'attempt'], isUnique: true },
      ],
    },
    {
      name: 'renewal_notice',
      columns: [
        rowId(),
        count('subscription_id'),
        integer('period_no'),
        text('kind', 8),
        text('channel', 16),
        instant('sent_at'),
        text('plan', 64),
        count('price_fen'),
        instant('charge_at'),
        text('text', 500),
      ],
      indices: [{ name: 'renewal_notice_period', columnNames: ['subscription_id', 'period_no', 'id'] }],
    },
    {
      name: 'plan_contract',
      columns: [
        rowId(),
        count('subscription_id'),
        text('code', 32),
        text('app_id', 32),
        nullable(text('contract_id', 64)),
        text('state', 8),
        text('consent_version', 32),
        instant('consent_at'),
        nullable(instant('look_at')),
        integer('checks'),
        nullable(instant('ended_at')),
      ],
      indices: [
        { name: 'plan_contract_subscription', columnNames: ['subscription_id', 'id'] },
        { name: 'plan_contract_code', columnNames: ['code'], isUnique: true },
        { name: 'plan_contract_look', columnNames: ['look_at'] },
      ],
    },
  ];
}

function requests({ rowId, text, count, instant, nullable }: MigrationColumns): TableOptions[] {
  return [
    {
      name: 'plan_refund_request',
      columns: [
        rowId(),
        count('subscription_id'),
        integer('period_no'),
        text('plan', 64),
        text('state', 8),
        count('amount_fen'),
        text('reason', 200),
        instant('requested_at'),
        nullable(instant('decided_at')),
        nullable(text('decided_by', 128)),
        nullable(text('decision_reason', 200)),
      ],
      indices: [
        { name: 'plan_refund_request_subscription', columnNames: ['subscription_id', 'id'] },
        { name: 'plan_refund_request_state', columnNames: ['state', 'id'] },
        { name: 'plan_refund_request_at', columnNames: ['requested_at'] },
      ],
    },
    {
      name: 'plan_code',
      columns: [
        rowId(),
        text('code_index', 64),
        nullable(text('code', 255)),
        text('kind', 9),
        text('plan', 64),
        text('state', 8),
        nullable(count('purchase_id')),
        instant('valid_until'),
        instant('created_at'),
        nullable(count('redeemed_subscription_id')),
        nullable(instant('redeemed_at')),
      ],
      indices: [
        { name: 'plan_code_index', columnNames: ['code_index'], isUnique: true },
        { name: 'plan_code_purchase', columnNames: ['purchase_id'] },
      ],
    },
  ];
}
