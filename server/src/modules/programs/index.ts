/** The program in force and its versions: what other modules may use. */
export { ProgramCatalogue, seedProgram, type VersionedProgram } from './program-catalogue';
export { programJsonSchema } from './program-grammar';
