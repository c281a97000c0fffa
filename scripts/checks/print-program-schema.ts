import { programJsonSchema } from '../../server/src/modules/programs';

/** The file by which editors check program files while they are written. */
export const PROGRAM_SCHEMA = 'server/programs/program.schema.json';

/** The schema as it is committed. */
export function printProgramSchema(): string {
  return `${JSON.stringify(programJsonSchema(), null, 2)}\n`;
}
