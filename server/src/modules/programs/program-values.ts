import { z } from 'zod';
import type { Text } from '../../engine/program';
import { compare, parseRational, type Rational, rational } from '../../engine/rational';

/** What a thing is called for ever. */
export const code = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, 'use at most 64 lower-case letters, digits and hyphens')
  .describe('Stable for ever: it may be retired, never reused for another meaning.');

/** One text for both languages, or one for each. */
export const text = z
  .union([z.string().min(1), z.strictObject({ 'zh-CN': z.string().min(1), en: z.string().min(1) })], {
    error: 'write one text, or { zh-CN: …, en: … }',
  })
  .transform((value): Text => (typeof value === 'string' ? { 'zh-CN': value, en: value } : value));

/** A whole number from `least` on. */
export function wholeNumber(least: number) {
  return z.int('write a whole number').min(least, `write ${least} or more`);
}

/** At most so much, for points or growth. */
export const cap = z.strictObject({
  perDay: wholeNumber(1).optional().describe('At most so much on one business date.'),
});

const RATE = 'write a number or a fraction such as 0.01 or 1/3';
const zero = rational(0);
const whole = rational(1);

/** An exact fraction; the reader of the file hands decimals over as text, so none has been a float. */
const fraction = z
  .union([z.number(), z.string()], { error: RATE })
  .describe('A decimal or a fraction, such as 0.01 or 1/3; it is read exactly.')
  .transform((value, context): Rational => {
    const parsed = parseRational(String(value));
    if (!parsed) context.addIssue({ code: 'custom', message: RATE });
    return parsed ?? zero;
  });

const above = (least: Rational) => (value: Rational) => compare(value, least) > 0;

/** A rate or factor above 0. */
export const rate = fraction.refine(above(zero), 'write more than 0');

/** A cost: 0 or more. */
export const cost = fraction.refine((value) => compare(value, zero) >= 0, 'write 0 or more');

/** A part of a whole, above 0 and up to 1. */
export const share = rate.refine((value) => compare(value, whole) <= 0, 'write at most 1');

const DATES = /^P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?$/;
const TIMES =
  /^P(?=\d|T\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,5})H)?(?:(\d{1,5})M)?)?$/;
const DAYS_EACH = [365.25, 30.4375, 7, 1, 1 / 24, 1 / 1440];
const CENTURY = 36_525;

/** About how many days an ISO duration is: to compare two, and to refuse what no calendar can hold. */
export function daysAbout(duration: string): number {
  const [, ...amounts] = TIMES.exec(duration) ?? [];
  return DAYS_EACH.reduce((sum, days, index) => sum + days * Number(amounts[index] ?? 0), 0);
}

const duration = (pattern: RegExp, fix: string) =>
  z
    .string(fix)
    .regex(pattern, fix)
    .refine((value) => daysAbout(value) <= CENTURY, 'write at most P100Y');

/** A duration of whole days, months or years: where a date is meant. */
export const dateDuration = duration(DATES, 'write a duration of days, months or years such as P30D or P1Y');

/** A duration of days and months that is not nothing. */
export const someDateDuration = dateDuration.refine((value) => daysAbout(value) > 0, 'write more than nothing');

/** A duration that may also be of hours and minutes. */
export const timeDuration = duration(TIMES, 'write a duration such as P7D or PT12H');

/** A date of the program's calendar. */
export const date = z
  .string('write a date such as 2026-01-31')
  .regex(/^[12]\d{3}-\d{2}-\d{2}$/, 'write a date such as 2026-01-31')
  .refine(isOnCalendar, 'there is no such date');

function isOnCalendar(value: string): boolean {
  const instant = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(value);
}

/** What to write where the name of an event is meant. */
export const EVENT_TYPE = 'write an event type such as order.completed';

/** What an event is called by those who send it. */
export const eventType = z
  .string(EVENT_TYPE)
  .max(64, 'use at most 64 characters')
  .regex(/^[a-z][A-Za-z0-9_-]*(\.[a-z][A-Za-z0-9_-]*)+$/, EVENT_TYPE);

/** One event type or several. */
export const eventTypes = z
  .union([eventType, z.array(eventType).min(1, 'name at least one event type')], {
    error: `${EVENT_TYPE}, or a list of them`,
  })
  .transform((value) => (typeof value === 'string' ? [value] : value))
  .refine((types) => new Set(types).size === types.length, 'name each event type once');

/** An IANA time zone. */
export const timeZone = z
  .string()
  .refine((name) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
    } catch {
      return false;
    }
  }, 'write an IANA time zone such as Asia/Shanghai')
  .describe('IANA time zone of business dates; it never changes.');

/** Codes are names: each at most once. */
export function refuseTwice(what: string) {
  return (items: readonly { code: string }[], context: z.RefinementCtx): void => {
    const known = new Set<string>();
    items.forEach((item, index) => {
      if (known.has(item.code)) {
        context.addIssue({ code: 'custom', path: [index, 'code'], message: `${what} ${item.code} already` });
      }
      known.add(item.code);
    });
  };
}
