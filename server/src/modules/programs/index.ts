/** The program in force and its versions: what other modules may use. */
export { ProgramCatalogue, type ProgramInForce, seedProgram, type VersionedProgram } from './program-catalogue';
export { programJsonSchema } from './program-grammar';
