/** Events of partners: what others may use. */
export { checkEvent, type EventSender, type IncomingEvent } from './check-event';
export { recordChunk } from './record-chunk';
