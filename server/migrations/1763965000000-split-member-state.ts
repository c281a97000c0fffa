import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

const PAGE = 500;

/**
 * What is finished leaves the state document for rows of its own; a state knows the version of the program up to whose
 * publication time has passed. Effects of the fold wait in the outbox.
 */
export class SplitMemberState1763965000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { rowId, text, longText, count, instant } = columnsFor(runner);
    const archived = [
      { ...count('member_id'), isPrimary: true },
      { ...text('item', 191), isPrimary: true },
    ];
    await runner.createTable(new Table({ name: 'member_archive', columns: [...archived, longText('value')] }));
    await runner.createTable(
      new Table({
        name: 'outbox',
        columns: [rowId(), count('member_id'), text('kind', 32), longText('effect'), instant('recorded_at')],
      }),
    );
    await runner.addColumn('member_state', new TableColumn({ name: 'program_version', type: 'integer', default: 1 }));
    await runner.createIndex(
      'member_state',
      new TableIndex({ name: 'member_state_version', columnNames: ['program_version'] }),
    );
    await this.convertStates(runner);
  }

  private async convertStates(runner: QueryRunner): Promise<void> {
    for (let after = 0; ; ) {
      const rows: { member_id: number | string; state: string; due_at: Date | string | null }[] = await runner.query(
        'SELECT member_id, state, due_at FROM member_state WHERE member_id > ? ORDER BY member_id LIMIT ?',
        [after, PAGE],
      );
      for (const row of rows) {
        after = Number(row.member_id);
        await this.convertState(runner, after, JSON.parse(row.state));
      }
      if (rows.length < PAGE) return;
    }
  }

  /** What is finished stays in the document until the next input; what is missing there is added. */
  private async convertState(runner: QueryRunner, memberId: number, state: Record<string, unknown>): Promise<void> {
    const [last] = await runner.query(
      'SELECT program_version AS version FROM journal WHERE member_id = ? ORDER BY seq DESC LIMIT 1',
      [memberId],
    );
    const sums: { kind: string; total: number | string }[] = await runner.query(
      "SELECT kind, SUM(delta) AS total FROM ledger_entry WHERE member_id = ? AND account = 'points' GROUP BY kind",
      [memberId],
    );
    const version = Number(last?.version ?? 1);
    const totals = Object.fromEntries(sums.map(({ kind, total }) => [kind, Number(total)]));
    // Due at once: the next run finds out when something really is.
    const converted = { ...state, version, totals, dueAt: state.asOf };
    await runner.query('UPDATE member_state SET state = ?, program_version = ?, due_at = ? WHERE member_id = ?', [
      JSON.stringify(converted),
      version,
      '1970-01-01 00:00:00.000',
      memberId,
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('member_state', 'member_state_version');
    await runner.dropColumn('member_state', 'program_version');
    await runner.dropTable('outbox');
    await runner.dropTable('member_archive');
  }
}
