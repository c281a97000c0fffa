import { canonicalJson } from '../../engine/canonical';
import { isKeyText } from '../../platform/key-text';
import { hashSecret } from '../../platform/secrets';
import { type EventOutcome, rejected } from './event-outcome';

/** An event as a partner sends it. */
export interface IncomingEvent {
  eventId: string;
  type: string;
  memberRef: string;
  occurredAt: Date;
  amountFen?: number | null;
  memberDiscountFen?: number | null;
  subject?: string | null;
  reverses?: string | null;
  data?: Record<string, unknown> | null;
}

/** Who sends events, and what they may send. */
export interface EventSender {
  id: number;
  mayRegister: boolean;
  /** Null: every type. */
  eventTypes: readonly string[] | null;
}

/** An event that is well-formed; absent is undefined. */
export interface CheckedEvent {
  eventId: string;
  type: string;
  memberRef: string;
  occurredAt: number;
  amountFen?: number;
  memberDiscountFen?: number;
  subject?: string;
  reverses?: string;
  data?: Record<string, unknown>;
  /** SHA-256 of all the above in canonical form. */
  payloadHash: string;
}

const MAX_TYPE = 64;
const MAX_DATA = 8000;
// What the databases' dates hold, and no business is older.
const LAST_YEAR = 9999;

/** The event in one form, or the outcome that names its first fault. */
export function checkEvent(event: IncomingEvent, sender: EventSender): CheckedEvent | EventOutcome {
  const { eventId, type, memberRef } = event;
  const fault = textFault(event) ?? valueFault(event);
  if (fault) return rejected(eventId, 'INPUT_INVALID', fault);
  if (sender.eventTypes && !sender.eventTypes.includes(type)) {
    return rejected(eventId, 'EVENT_TYPE_NOT_ALLOWED', `This partner may not send events of type ${type}.`);
  }
  let data: Record<string, unknown> | undefined;
  try {
    // Through JSON: -0 and the like have no canonical form.
    data = event.data ? JSON.parse(JSON.stringify(event.data)) : undefined;
    if (data && canonicalJson(data).length > MAX_DATA) data = undefined;
  } catch {
    // Nested too deeply to be written down.
    data = undefined;
  }
  if (event.data && !data)
    return rejected(eventId, 'INPUT_INVALID', `data: use at most ${MAX_DATA} characters of JSON.`);
  const payload = {
    eventId,
    type,
    memberRef,
    occurredAt: event.occurredAt.getTime(),
    amountFen: event.amountFen ?? undefined,
    memberDiscountFen: event.memberDiscountFen ?? undefined,
    subject: event.subject ?? undefined,
    reverses: event.reverses ?? undefined,
    data,
  };
  return { ...payload, payloadHash: hashSecret(canonicalJson(payload)) };
}

function textFault(event: IncomingEvent): string | undefined {
  const texts = { eventId: undefined, memberRef: undefined, type: MAX_TYPE, subject: undefined, reverses: undefined };
  for (const [field, max] of Object.entries(texts) as [keyof typeof texts, number | undefined][]) {
    const text = event[field];
    const isOptional = field === 'subject' || field === 'reverses';
    if (isOptional && (text === undefined || text === null)) continue;
    if (!isKeyText(text ?? '', max)) {
      return `${field}: use 1 to ${max ?? 128} characters, with no white space at the ends and no control characters.`;
    }
  }
  return event.reverses === event.eventId ? 'reverses: name another event, not this one.' : undefined;
}

function valueFault({ occurredAt, ...event }: IncomingEvent): string | undefined {
  const isDate = occurredAt.getTime() >= 0 && occurredAt.getUTCFullYear() <= LAST_YEAR;
  if (!isDate) return 'occurredAt: write an instant from 1970 on, such as 2026-11-22T08:00:00Z.';
  const isAmount = (value?: number | null) =>
    // -0 is negative enough.
    (value ?? null) === null || (Number.isSafeInteger(value) && Number(value) >= 0 && !Object.is(value, -0));
  const wrong = (['amountFen', 'memberDiscountFen'] as const).find((field) => !isAmount(event[field]));
  return wrong && `${wrong}: write a whole number of fen, 0 or more.`;
}
