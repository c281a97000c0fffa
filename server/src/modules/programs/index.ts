/** The program in force: what other modules may use. */
export { type CurrentProgram, ProgramCatalogue, seedProgram } from './program-catalogue';
