/** Subscribe messages: what others may use. */
export { createDeliveries } from './deliveries.job';
export { queueDeliveries, type Reminders } from './queue-deliveries';
export { moveSubscribeMessages } from './subscribe-messages.store';
