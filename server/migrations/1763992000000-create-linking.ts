import { type MigrationInterface, type QueryRunner, Table, TableColumn } from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

/** Members merge: who goes on in whose place, tokens by which partners let members join their references, requests. */
export class CreateLinking1763992000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { rowId, text, count, instant, nullable } = columnsFor(runner);
    await runner.addColumn('member', new TableColumn(nullable(count('merged_into'))));
    await runner.createTable(
      new Table({
        name: 'link_token',
        columns: [
          rowId(),
          text('token_hash', 64),
          count('partner_id'),
          text('ref', 128),
          instant('expires_at'),
          nullable(instant('used_at')),
        ],
        indices: [{ name: 'link_token_hash', columnNames: ['token_hash'], isUnique: true }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'merge_request',
        columns: [
          rowId(),
          count('member_id'),
          count('other_id'),
          text('state', 16),
          instant('requested_at'),
          nullable(instant('decided_at')),
          nullable(text('decided_by', 100)),
          nullable(text('reason', 200)),
        ],
        indices: [
          { name: 'merge_request_state', columnNames: ['state', 'id'] },
          { name: 'merge_request_member', columnNames: ['member_id'] },
          { name: 'merge_request_other', columnNames: ['other_id'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('merge_request');
    await runner.dropTable('link_token');
    await runner.dropColumn('member', 'merged_into');
  }
}
