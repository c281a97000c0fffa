import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

/** Invitation codes, and who was invited by whom. */
export class CreateReferrals1763995000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { rowId, text, count, instant, nullable } = columnsFor(runner);
    await runner.createTable(
      new Table({
        name: 'invite_code',
        columns: [rowId(), text('code', 16), count('member_id')],
        indices: [
          { name: 'invite_code_code', columnNames: ['code'], isUnique: true },
          { name: 'invite_code_member', columnNames: ['member_id'], isUnique: true },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'referral',
        columns: [
          rowId(),
          count('invitee_id'),
          count('inviter_id'),
          instant('invited_at'),
          instant('expires_at'),
          text('state', 16),
          nullable(text('reason', 32)),
          nullable(text('inviter_phone', 64)),
          nullable(text('event_key', 160)),
          nullable(instant('converted_at')),
        ],
        indices: [
          { name: 'referral_invitee', columnNames: ['invitee_id'], isUnique: true },
          { name: 'referral_inviter', columnNames: ['inviter_id', 'invited_at'] },
          { name: 'referral_state', columnNames: ['state', 'id'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('referral');
    await runner.dropTable('invite_code');
  }
}
