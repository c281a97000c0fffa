import { defineLoader } from '../../platform/database/loaders';
import { simulationsById } from './simulation.store';

/** Simulations by row id. */
export const simulationLoader = defineLoader('simulation', simulationsById);
