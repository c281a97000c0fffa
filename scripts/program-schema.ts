/** `npm run program-schema`: writes the JSON Schema of program files from their grammar. */
import { writeFileSync } from 'node:fs';
import { PROGRAM_SCHEMA, printProgramSchema } from './checks/print-program-schema';

writeFileSync(PROGRAM_SCHEMA, printProgramSchema());
console.log(`Wrote ${PROGRAM_SCHEMA}.`);
