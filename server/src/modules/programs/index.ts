/** The program in force: what other modules may use. */
export { type VersionedProgram, ProgramCatalogue, seedProgram } from './program-catalogue';
