import type { SimulatorDeps } from '../types';
import { CallbackTeller } from './callbacks';
import { CourierFaultBoard } from './faults';
import { ParcelBook } from './parcels';

/** The state of one simulated Kuaidi100, shared by its routes. */
export interface CourierContext {
  readonly deps: SimulatorDeps;
  readonly faults: CourierFaultBoard;
  readonly parcels: ParcelBook;
  readonly teller: CallbackTeller;
}

/** A Kuaidi100 that knows of no parcel. */
export function buildCourierContext(deps: SimulatorDeps): CourierContext {
  const faults = new CourierFaultBoard();
  return { deps, faults, parcels: new ParcelBook(deps), teller: new CallbackTeller(deps, faults) };
}
