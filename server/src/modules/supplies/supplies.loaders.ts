import { defineLoader } from '../../platform/database/loaders';
import { suppliesOfOrders } from './supplies.store';

/** Supplies by row id of their order. */
export const orderSupplyLoader = defineLoader('supplyOfOrder', suppliesOfOrders);
