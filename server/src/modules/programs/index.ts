/** The program in force: what other modules may use. */
export { ProgramCatalogue, seedProgram, type VersionedProgram } from './program-catalogue';
