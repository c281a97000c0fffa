/** The program in force and its versions: what other modules may use. */
export { parseProgram } from './parse-program';
export { ProgramCatalogue, type ProgramInForce, seedProgram, type VersionedProgram } from './program-catalogue';
export { programJsonSchema } from './program-grammar';
export { type ReviewedProgram, reviewSource } from './publish-program';
