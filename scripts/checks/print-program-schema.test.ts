import { readFileSync } from 'node:fs';
import { PROGRAM_SCHEMA, printProgramSchema } from './print-program-schema';

describe('the schema of program files', () => {
  it('is committed as the grammar says: otherwise run npm run program-schema', () => {
    expect(readFileSync(PROGRAM_SCHEMA, 'utf8')).toBe(printProgramSchema());
  });
});
