import { canonicalJson } from '../../engine/canonical';
import type { Tx } from '../../platform/database/unit-of-work';
import type { IdKind } from '../../platform/ids';
import { insertOperation } from './operations.store';

/** Who works by a staff mutation, and when. */
export interface Operator {
  /** `staff:<name>`. */
  actor: string;
  now: Date;
}

/** What a staff mutation did. */
export interface Operation {
  /** The mutation. */
  action: string;
  object: { kind: IdKind; id: number };
  /** The object as it was, undefined when it is new, and as it is. */
  before?: Record<string, unknown>;
  after: Record<string, unknown>;
  reason?: string;
}

/** Writes the line of a staff mutation, in its transaction: only what differs between before and after is in it. */
export async function logOperation(tx: Tx, { actor, now }: Operator, operation: Operation): Promise<void> {
  const { action, object, before = {}, after, reason } = operation;
  const changed = Object.keys(after).filter((field) => textOf(before[field]) !== textOf(after[field]));
  const changes = changed.map((field) => [field, { from: before[field] ?? null, to: after[field] ?? null }]);
  const details = { ...Object.fromEntries(changes), ...(reason === undefined ? {} : { reason }) };
  await insertOperation(tx, {
    at: now,
    actor,
    action,
    objectKind: object.kind,
    objectId: object.id,
    details: JSON.stringify(details),
  });
}

function textOf(value: unknown): string {
  return canonicalJson({ value: JSON.parse(JSON.stringify(value ?? null)) });
}
