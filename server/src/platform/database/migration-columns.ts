import type { QueryRunner, TableColumnOptions } from 'typeorm';

/** Makers of column definitions for migrations that serve both dialects through TypeORM's Table API. */
export interface MigrationColumns {
  /** The row's own number, `id`. */
  rowId(): TableColumnOptions;
  text(name: string, length: number): TableColumnOptions;
  /** Text of up to 16 million bytes on MySQL, where plain `text` ends at 65,535 bytes. */
  longText(name: string): TableColumnOptions;
  /** A whole number up to 2^53: points, growth, fen, ids of other rows. */
  count(name: string): TableColumnOptions;
  /** An instant in UTC with milliseconds; never with a default, the application gives it. */
  instant(name: string): TableColumnOptions;
  nullable(column: TableColumnOptions): TableColumnOptions;
}

/** The makers for the database that the migration runs on. */
export function columnsFor(runner: QueryRunner): MigrationColumns {
  const isSqlite = runner.connection.options.type === 'better-sqlite3';
  return {
    rowId: () => ({
      name: 'id',
      // Only INTEGER counts up by itself on SQLite; it holds 64 bits there.
      type: isSqlite ? 'integer' : 'bigint',
      isPrimary: true,
      isGenerated: true,
      generationStrategy: 'increment',
    }),
    text: (name, length) => ({ name, type: 'varchar', length: String(length) }),
    longText: (name) => ({ name, type: isSqlite ? 'text' : 'mediumtext' }),
    count: (name) => ({ name, type: 'bigint' }),
    instant: (name) => ({ name, type: 'datetime', precision: 3 }),
    nullable: (column) => ({ ...column, isNullable: true }),
  };
}
