/** Events of partners: what others may use. */
export { checkEvent, type EventSender, type IncomingEvent } from './check-event';
export type { EventOutcome } from './event-outcome';
export { insertEvents } from './events.store';
export { recordChunk } from './record-chunk';
export { recordEvents } from './record-events';
