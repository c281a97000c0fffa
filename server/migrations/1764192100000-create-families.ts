import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

/** Sharing plans with the family: who is or was in whose, and invitations. */
export class CreateFamilies1764192100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { rowId, text, count, instant, nullable } = columnsFor(runner);
    await runner.createTable(
      new Table({
        name: 'family_member',
        columns: [
          rowId(),
          count('owner_id'),
          count('member_id'),
          nullable(count('active_for')),
          instant('joined_at'),
          nullable(instant('left_at')),
          nullable(instant('cool_until')),
          nullable(text('reason', 8)),
        ],
        indices: [
          { name: 'family_member_owner', columnNames: ['owner_id', 'id'] },
          { name: 'family_member_member', columnNames: ['member_id', 'id'] },
          { name: 'family_member_active', columnNames: ['active_for'], isUnique: true },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'family_invitation',
        columns: [
          rowId(),
          text('code', 32),
          count('owner_id'),
          text('state', 8),
          instant('created_at'),
          instant('expires_at'),
          nullable(instant('used_at')),
        ],
        indices: [
          { name: 'family_invitation_owner', columnNames: ['owner_id', 'id'] },
          { name: 'family_invitation_code', columnNames: ['code'], isUnique: true },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('family_invitation');
    await runner.dropTable('family_member');
  }
}
