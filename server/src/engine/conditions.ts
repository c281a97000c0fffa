import type { BusinessDate } from './calendar';
import { daysBetween } from './calendar';
import type { EventInput } from './input';
import type { Comparison, Condition, Scalar } from './program';

/** What conditions can see besides the event. */
export interface MemberFacts {
  level: string;
  /** The code of the plan that is in force. */
  plan?: string;
  tags: readonly string[];
  joined: BusinessDate;
  today: BusinessDate;
}

/** Whether a condition holds for an event of a member. No condition always holds. */
export function holds(condition: Condition | undefined, event: EventInput, member: MemberFacts): boolean {
  if (!condition) return true;
  if ('all' in condition) return condition.all.every((part) => holds(part, event, member));
  if ('any' in condition) return condition.any.some((part) => holds(part, event, member));
  if ('not' in condition) return !holds(condition.not, event, member);
  const { path, test } = condition;
  return path === 'member.tags' ? comparesTags(test, member.tags) : compares(test, valueAt(path, event, member));
}

/** Of several tags, one that is as asked for is enough; `ne`: none is. */
function comparesTags(test: Comparison, tags: readonly string[]): boolean {
  if ('exists' in test) return tags.length > 0 === test.exists;
  if ('ne' in test) return tags.every((tag) => tag !== test.ne);
  return tags.some((tag) => compares(test, tag));
}

/** The value at a path; undefined when there is none, or it is an object. */
function valueAt(path: string, event: EventInput, member: MemberFacts): Scalar | undefined {
  switch (path) {
    case 'amountFen':
      return event.amountFen;
    case 'type':
      return event.type;
    case 'subject':
      return event.subject;
    case 'member.level':
      return member.level;
    case 'member.plan':
      return member.plan;
    case 'member.daysSinceJoined':
      return daysBetween(member.joined, member.today);
  }
  return dataAt(path, event);
}

/** The value at a path `data.…` of an event; undefined when there is none, or it is an object. */
export function dataAt(path: string, event: EventInput): Scalar | undefined {
  let value: unknown = path.startsWith('data.') ? event.data : undefined;
  for (const step of path.split('.').slice(1)) {
    const isRecord = typeof value === 'object' && value !== null && Object.hasOwn(value, step);
    value = isRecord ? (value as Record<string, unknown>)[step] : undefined;
  }
  return ['string', 'number', 'boolean'].includes(typeof value) ? (value as Scalar) : undefined;
}

function compares(test: Comparison, value: Scalar | undefined): boolean {
  if ('exists' in test) return (value !== undefined) === test.exists;
  if ('ne' in test) return value !== test.ne;
  if (value === undefined) return false;
  if ('eq' in test) return value === test.eq;
  if ('in' in test) return test.in.includes(value);
  if (typeof value !== 'number') return false;
  if ('gt' in test) return value > test.gt;
  if ('gte' in test) return value >= test.gte;
  if ('lt' in test) return value < test.lt;
  return value <= test.lte;
}
