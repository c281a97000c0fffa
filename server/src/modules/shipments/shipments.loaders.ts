import { defineLoader } from '../../platform/database/loaders';
import { eventsOfShipments, shipmentsOfOrders } from './shipments.store';

/** The parcels of orders, by row id of the order. */
export const shipmentsLoader = defineLoader('shipments', shipmentsOfOrders);

/** What was told of parcels, by row id of the parcel. */
export const shipmentEventsLoader = defineLoader('shipmentEvents', eventsOfShipments);
