/** `npm run schema`: writes schema.graphql from the code. */
import { writeFileSync } from 'node:fs';
import { executableSchema } from '../server/src/schema';
import { CONTRACT, printContract } from './checks/print-contract';

async function main(): Promise<void> {
  writeFileSync(CONTRACT, printContract(await executableSchema()));
  console.log(`Wrote ${CONTRACT}.`);
}

void main();
