import {
  type MigrationInterface,
  type QueryRunner,
  Table,
  TableColumn,
  type TableColumnOptions,
  type TableIndexOptions,
} from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

/**
 * Members' states, the journal that they are folded from, the ledger and the events; what a partner may send. Growth is
 * part of the state from now on.
 */
export class CreateJournal1763900100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { rowId, text, longText, count, instant, nullable } = columnsFor(runner);
    const create = (name: string, columns: TableColumnOptions[], indices: TableIndexOptions[]) =>
      runner.createTable(new Table({ name, columns, indices }));
    const version = { name: 'program_version', type: 'integer' };

    await create(
      'member_state',
      [{ ...count('member_id'), isPrimary: true }, longText('state'), nullable(instant('due_at'))],
      [{ name: 'member_state_due', columnNames: ['due_at'] }],
    );
    await create(
      'journal',
      [
        rowId(),
        count('member_id'),
        count('seq'),
        longText('input'),
        instant('occurred_at'),
        instant('recorded_at'),
        version,
      ],
      [{ name: 'journal_member_seq', columnNames: ['member_id', 'seq'], isUnique: true }],
    );
    await create(
      'ledger_entry',
      [
        rowId(),
        count('member_id'),
        count('seq'),
        text('account', 16),
        text('kind', 16),
        count('delta'),
        instant('effective_at'),
        instant('recorded_at'),
        { name: 'input', type: 'bigint' },
        nullable(text('event_key', 160)),
        nullable(count('lot_id')),
        nullable(text('hold_id', 64)),
        version,
        longText('trace'),
      ],
      [
        { name: 'ledger_entry_member_seq', columnNames: ['member_id', 'seq'], isUnique: true },
        { name: 'ledger_entry_account', columnNames: ['member_id', 'account', 'seq'] },
      ],
    );
    await create(
      'event',
      [
        rowId(),
        count('partner_id'),
        text('event_id', 128),
        text('payload_hash', 64),
        count('member_id'),
        text('status', 16),
        count('journal_seq'),
      ],
      [
        { name: 'event_partner_event', columnNames: ['partner_id', 'event_id'], isUnique: true },
        { name: 'event_member', columnNames: ['member_id', 'journal_seq'] },
      ],
    );
    await runner.addColumns('partner', [
      new TableColumn({ name: 'may_register', type: 'boolean', default: 0 }),
      new TableColumn({ name: 'event_types', type: 'text', isNullable: true }),
    ]);
    await runner.dropTable('growth_account');
  }

  async down(runner: QueryRunner): Promise<void> {
    const { count } = columnsFor(runner);
    await runner.createTable(
      new Table({ name: 'growth_account', columns: [{ ...count('member_id'), isPrimary: true }, count('value')] }),
    );
    await runner.dropColumns('partner', ['may_register', 'event_types']);
    for (const table of ['event', 'ledger_entry', 'journal', 'member_state']) await runner.dropTable(table);
  }
}
