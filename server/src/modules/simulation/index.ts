/** Drafts of the program on the stored history: what others may use. */
export { SimulationQueue } from './simulation.job';
export { simulateProgram } from './simulate-program';
export type { SimulationOutcome } from './simulation-outcome';
