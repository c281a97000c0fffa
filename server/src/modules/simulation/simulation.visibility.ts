import type { Context } from '../../graphql/context';
import { permissionsOf } from '../../graphql/principal';
import { simulationLoader } from './simulation.loaders';
import { Simulation } from './simulation.types';

/** The simulation behind a row id, for staff who may read it; null for everybody else. */
export async function visibleSimulation(context: Context, rowId: number): Promise<Simulation | null> {
  const { principal } = context;
  if (principal.audience !== 'staff' || !permissionsOf(principal).includes('viewer')) return null;
  const row = await context.loaders.load(simulationLoader, rowId);
  return row ? Simulation.from(row) : null;
}
