import { isRetryable, isUniqueViolation } from './database-errors';

const wrapped = (driverError: object) => Object.assign(new Error('query failed'), { driverError });

describe('errors of the databases', () => {
  it.each([
    { errno: 1213 },
    { errno: 1205 },
    { errno: 1047 },
    { code: 'SQLITE_BUSY' },
    { code: 'SQLITE_BUSY_SNAPSHOT' },
  ])('worth another try: %p, bare or as TypeORM wraps it', (error) => {
    expect(isRetryable(error)).toBe(true);
    expect(isRetryable(wrapped(error))).toBe(true);
  });

  it.each([
    null,
    undefined,
    'SQLITE_BUSY',
    { errno: 1062 },
    { code: 'SQLITE_CONSTRAINT_UNIQUE' },
    { code: 'SQLITE_FULL' },
    new Error('x'),
  ])('not worth another try: %p', (error) => expect(isRetryable(error)).toBe(false));

  it.each([{ errno: 1062 }, { code: 'SQLITE_CONSTRAINT_UNIQUE' }, { code: 'SQLITE_CONSTRAINT_PRIMARYKEY' }])(
    'of a unique index: %p',
    (error) => {
      expect(isUniqueViolation(error)).toBe(true);
      expect(isUniqueViolation(wrapped(error))).toBe(true);
    },
  );

  it.each([null, { errno: 1048 }, { code: 'SQLITE_CONSTRAINT_NOTNULL' }, { code: 'SQLITE_CONSTRAINT_FOREIGNKEY' }])(
    'of no unique index: %p',
    (error) => expect(isUniqueViolation(error)).toBe(false),
  );
});
