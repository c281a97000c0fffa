/** Events of partners: what others may use. */
export { checkEvent, type EventSender, type IncomingEvent } from './check-event';
export type { EventStatus } from './event-outcome';
export { recordChunk } from './record-chunk';
export { type RecordingParts, recordEvents } from './record-events';
