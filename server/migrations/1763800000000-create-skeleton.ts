import {
  type MigrationInterface,
  type QueryRunner,
  Table,
  type TableColumnOptions,
  type TableIndexOptions,
} from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

/** Members with their names and sessions, partners, staff tokens, program versions, growth accounts. */
export class CreateSkeleton1763800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { rowId, text, count, instant, nullable } = columnsFor(runner);
    if (runner.connection.options.type !== 'better-sqlite3') {
      // References and openids differ by case: tables must compare byte by byte whatever the server's default is.
      await runner.query('ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
    }
    const create = (name: string, columns: TableColumnOptions[], indices: TableIndexOptions[] = []) =>
      runner.createTable(new Table({ name, columns, indices }));

    await create(
      'member',
      [
        rowId(),
        { ...count('seq'), default: 0 },
        text('nickname', 64),
        nullable(text('avatar_url', 512)),
        instant('joined_at'),
        text('status', 16),
        nullable(text('status_reason', 200)),
        nullable(text('phone_cipher', 255)),
        nullable(text('phone_index', 64)),
        nullable(text('phone_masked', 20)),
      ],
      [{ name: 'member_phone_index', columnNames: ['phone_index'], isUnique: true }],
    );
    await create(
      'identity',
      [rowId(), text('provider', 64), text('subject', 128), count('member_id')],
      [
        { name: 'identity_name', columnNames: ['provider', 'subject'], isUnique: true },
        { name: 'identity_subject', columnNames: ['subject'] },
        { name: 'identity_member', columnNames: ['member_id'] },
      ],
    );
    await create(
      'session',
      [
        { ...text('id', 64), isPrimary: true },
        count('member_id'),
        text('channel', 16),
        instant('created_at'),
        instant('expires_at'),
        nullable(instant('ended_at')),
        nullable(text('ended_reason', 32)),
      ],
      [{ name: 'session_member', columnNames: ['member_id'] }],
    );
    await create(
      'refresh_token',
      [
        { ...text('token_hash', 64), isPrimary: true },
        text('session_id', 64),
        instant('issued_at'),
        nullable(instant('used_at')),
      ],
      [{ name: 'refresh_token_session', columnNames: ['session_id'] }],
    );
    await create(
      'partner',
      [
        rowId(),
        text('client_id', 64),
        text('name', 100),
        text('secret_hash', 64),
        { name: 'scopes', type: 'text' },
        { name: 'secret_version', type: 'integer' },
        instant('created_at'),
        nullable(instant('disabled_at')),
      ],
      [{ name: 'partner_client_id', columnNames: ['client_id'], isUnique: true }],
    );
    await create(
      'staff_token',
      [
        rowId(),
        text('name', 100),
        text('token_hash', 64),
        { name: 'roles', type: 'text' },
        instant('expires_at'),
        nullable(instant('revoked_at')),
      ],
      [{ name: 'staff_token_hash', columnNames: ['token_hash'], isUnique: true }],
    );
    await create(
      'program_version',
      [
        rowId(),
        { name: 'number', type: 'integer' },
        text('code', 64),
        { name: 'source', type: 'text' },
        instant('published_at'),
      ],
      [{ name: 'program_version_number', columnNames: ['number'], isUnique: true }],
    );
    await create('growth_account', [{ ...count('member_id'), isPrimary: true }, count('value')]);
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = [
      'growth_account',
      'program_version',
      'staff_token',
      'partner',
      'refresh_token',
      'session',
      'identity',
      'member',
    ];
    for (const table of tables) await runner.dropTable(table);
  }
}
