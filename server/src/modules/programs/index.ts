/** The program in force: what other modules may use. */
export { ProgramCatalogue, seedProgram } from './program-catalogue';
