import type { ColumnOptions, ValueTransformer } from 'typeorm';
import { InvariantError } from '../errors';

/**
 * A 64-bit integer of the database as a number. Drivers give it as a number, a string (sums on MariaDB) or a bigint;
 * this is the one place that converts. Throws InvariantError beyond 2^53, where a number would silently be wrong.
 */
export function toSafeInt(value: unknown): number {
  const isInteger = typeof value === 'number' || typeof value === 'bigint' || /^-?\d+$/.test(String(value));
  const number = isInteger ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number)) {
    throw new InvariantError(`Not an integer below 2^53: ${String(value)}.`);
  }
  return number;
}

/** A date as the drivers give it: `Date` on MySQL, `2026-01-31 08:00:00.123` (UTC) on SQLite. */
export function toDate(value: unknown): Date {
  if (value instanceof Date) return value;
  const date = new Date(`${String(value).replace(' ', 'T')}Z`);
  if (Number.isNaN(date.getTime())) throw new InvariantError(`Not a date of the database: ${String(value)}.`);
  return date;
}

/** Like `toDate`, for columns that may be empty. */
export function toDateOrNull(value: unknown): Date | null {
  return value === null || value === undefined ? null : toDate(value);
}

const safeInt: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: unknown) => (value === null || value === undefined ? value : toSafeInt(value)),
};

/** An instant as hand-written statements pass it, the same on every database: `2026-01-31 08:00:00.123` (UTC). */
export function instantText(instant: Date | number): string {
  return new Date(instant).toISOString().replace('T', ' ').replace('Z', '');
}

/** Column of a whole number up to 2^53: points, growth, fen, row ids. */
export const bigintColumn: ColumnOptions = { type: 'bigint', transformer: safeInt };

/** The row's own number, given by the database at the insert (see `insertRow`). */
export const rowIdColumn: ColumnOptions = { ...bigintColumn, primary: true, generated: 'increment' };

/** Column of a long text: the entities name no type of one dialect, the migrations do. */
export const longTextColumn: ColumnOptions = { type: 'text' };

/** Column of an instant in UTC with milliseconds. The application gives the value; the database has no clock. */
export const instantColumn: ColumnOptions = { type: 'datetime', precision: 3 };
