import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

/** Who published a version of the program and why; on MySQL, program files longer than 64 KiB. */
export class AddProgramNotes1763900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { text, nullable } = columnsFor(runner);
    for (const column of [nullable(text('note', 500)), nullable(text('published_by', 100))]) {
      await runner.query(`ALTER TABLE program_version ADD COLUMN ${column.name} ${column.type}(${column.length})`);
    }
    // SQLite's text has no such limit.
    if (isMysql(runner)) await runner.query('ALTER TABLE program_version MODIFY source mediumtext NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    if (isMysql(runner)) await runner.query('ALTER TABLE program_version MODIFY source text NOT NULL');
    for (const column of ['published_by', 'note']) {
      await runner.query(`ALTER TABLE program_version DROP COLUMN ${column}`);
    }
  }
}

function isMysql(runner: QueryRunner): boolean {
  return runner.connection.options.type !== 'better-sqlite3';
}
