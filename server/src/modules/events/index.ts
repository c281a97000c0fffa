/** Events of partners: what others may use. */
export type { EventSender, IncomingEvent } from './check-event';
export type { EventOutcome } from './event-outcome';
export { recordEvents } from './record-events';
