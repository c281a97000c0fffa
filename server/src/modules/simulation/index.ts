/** Drafts of the program on the stored history: what others may use. */

export { simulateProgram } from './simulate-program';
export { SimulationQueue } from './simulation.job';
export type { SimulationOutcome } from './simulation-outcome';
