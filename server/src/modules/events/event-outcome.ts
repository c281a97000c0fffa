/** What can become of an event, with what it means: the GraphQL enum is made from this table. */
export const eventStatuses = {
  APPLIED: 'Accepted: it stands in the member’s journal, and what the rules grant for it was granted.',
  DUPLICATE: 'The same event was accepted before; nothing was done again.',
  PENDING_ORIGINAL: 'A reversal that was accepted and waits, up to 30 days, for the event that it reverses.',
  REJECTED: 'Not accepted, nothing of it was kept; `code` says why. It may be sent again, corrected.',
} as const;

/** What became of an event. */
export type EventStatus = keyof typeof eventStatuses;

/** Why an event was rejected, with what to do: the GraphQL enum is made from this table. Codes are never renamed. */
export const eventCodes = {
  INPUT_INVALID: 'A value is malformed or outside its limits; the message names the field.',
  EVENT_ID_REUSED: 'Another event was accepted under this id. Give every event an id of its own.',
  EVENT_TYPE_NOT_ALLOWED: 'The partner may not send events of this type. Ask for it to be added to the partner.',
  MEMBER_UNKNOWN: 'Nobody bears this reference, and the partner may not register members.',
  EVENT_TOO_OLD: 'It occurred longer ago than the program accepts late events.',
  EVENT_IN_FUTURE: 'It occurs more than 10 minutes from now. Check the clock that wrote it.',
  REVERSAL_EXCEEDS_ORIGINAL: 'Together with earlier reversals it takes back more than the original event had.',
  REVERSES_MISSING: 'An event of this type undoes another: name that one in `reverses`.',
} as const;

/** Why an event was rejected. */
export type EventCode = keyof typeof eventCodes;

/** What became of one event, in words for the partner. */
export interface EventOutcome {
  eventId: string;
  status: EventStatus;
  code?: EventCode;
  message?: string;
}

/** The outcome of an event that is not accepted. */
export function rejected(eventId: string, code: EventCode, message: string): EventOutcome {
  return { eventId, status: 'REJECTED', code, message };
}

/** The outcome of an event that was accepted before under this id: the same one, or another. */
export function repeated(eventId: string, same: boolean): EventOutcome {
  if (same) return { eventId, status: 'DUPLICATE' };
  return rejected(
    eventId,
    'EVENT_ID_REUSED',
    'Another event was accepted under this eventId: send this one under its own.',
  );
}
