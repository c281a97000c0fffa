/** Parcels of orders: what other parts of the server may use. */
export { queueShippingUploads } from './queue-uploads';
export { receiveTracking, type TrackingAnswer } from './receive-tracking';
export { followParcels } from './shipments.job';
export { uploadShippings } from './uploads.job';
