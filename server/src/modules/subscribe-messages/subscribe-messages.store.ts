import type { MessageTopic } from '../../platform/config';
import type { Database } from '../../platform/database/open-database';
import { insertRows, type RawRow, selectByKeys, upsertRows } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { instantText, toDate, toDateOrNull, toSafeInt } from '../../platform/database/values';
import type { NotificationKind } from '../notifications';
import {
  type ConsentAnswer,
  type DeliveryReason,
  type DeliveryState,
  MessageConsentRow,
  MessageDeliveryRow,
} from './subscribe-messages.entities';

/** How many messages of a template a member may still be sent. */
export interface Consent {
  memberId: number;
  templateId: string;
  sendsLeft: number;
}

const CONSENTS = 'SELECT member_id, template_id, sends_left FROM message_consent WHERE member_id IN (:keys)';

/** All consents of members. */
export async function consentsOf(source: Database | Tx, memberIds: readonly number[]): Promise<Consent[]> {
  const rows = await selectByKeys(source, CONSENTS, memberIds);
  return rows.map((row) => ({
    memberId: toSafeInt(row.member_id),
    templateId: String(row.template_id),
    sendsLeft: toSafeInt(row.sends_left),
  }));
}

/** What a locked member answered for templates, and what is left of each then. */
export async function saveConsents(
  tx: Tx,
  memberId: number,
  consents: readonly { templateId: string; sendsLeft: number; answer: ConsentAnswer }[],
  answeredAt: Date,
): Promise<void> {
  const at = instantText(answeredAt);
  const rows = consents.map(({ templateId, sendsLeft, answer }) => [memberId, templateId, sendsLeft, answer, at]);
  const columns = ['member_id', 'template_id', 'sends_left', 'answer', 'answered_at'];
  await upsertRows(tx, 'message_consent', ['member_id', 'template_id'], columns, rows);
}

/** Sets how many messages of a template a locked member may still be sent. */
export async function setSendsLeft(tx: Tx, { memberId, templateId, sendsLeft }: Consent): Promise<void> {
  await tx.update(MessageConsentRow, { memberId, templateId }, { sendsLeft });
}

/** Lets what a merged member consented to, and what waits to be sent to them, be the survivor's, both locked. */
export async function moveSubscribeMessages(
  tx: Tx,
  { survivorId, absorbedId }: { survivorId: number; absorbedId: number },
): Promise<void> {
  const consents = await tx.findBy(MessageConsentRow, { memberId: absorbedId });
  const own = new Map((await consentsOf(tx, [survivorId])).map((consent) => [consent.templateId, consent.sendsLeft]));
  for (const { id, templateId, sendsLeft } of consents) {
    const before = own.get(templateId);
    if (before === undefined) await tx.update(MessageConsentRow, { id }, { memberId: survivorId });
    else {
      await setSendsLeft(tx, { memberId: survivorId, templateId, sendsLeft: before + sendsLeft });
      await tx.update(MessageConsentRow, { id }, { sendsLeft: 0 });
    }
  }
  await tx.update(MessageDeliveryRow, { memberId: absorbedId }, { memberId: survivorId });
}

/** A message to be sent. */
export interface NewDelivery {
  notificationId: number;
  memberId: number;
  topic: MessageTopic;
  createdAt: Date | number;
}

/** Writes messages that wait to be sent, from `dueAt` on by the wall clock. */
export async function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[], dueAt: Date): Promise<void> {
  const rows = deliveries.map(({ notificationId, memberId, topic, createdAt }) => [
    ...[notificationId, memberId, topic, 'PENDING', 0],
    ...[instantText(dueAt), instantText(createdAt)],
  ]);
  const columns = ['notification_id', 'member_id', 'topic', 'state', 'attempts', 'due_at', 'created_at'];
  await insertRows(tx, 'message_delivery', columns, rows);
}

/** The oldest messages for which something is to be done by now, with the members whom to lock for it. */
export async function dueDeliveries(
  database: Database,
  wallNow: Date,
  limit: number,
): Promise<{ id: number; memberId: number }[]> {
  const rows: RawRow[] = await database.reader.query(
    'SELECT id, member_id FROM message_delivery WHERE due_at <= ? ORDER BY due_at, id LIMIT ?',
    [instantText(wallNow), limit],
  );
  return rows.map((row) => ({ id: toSafeInt(row.id), memberId: toSafeInt(row.member_id) }));
}

/** One message as it is now, its member locked. */
export async function deliveryById(tx: Tx, id: number): Promise<MessageDeliveryRow | null> {
  return tx.findOneBy(MessageDeliveryRow, { id });
}

/** Writes how the sending of a message stands. */
export async function updateDelivery(
  tx: Tx,
  id: number,
  now: Partial<Pick<MessageDeliveryRow, 'state' | 'reason' | 'attempts' | 'dueAt' | 'endedAt'>>,
): Promise<void> {
  await tx.update(MessageDeliveryRow, { id }, now);
}

/** A delivery with the kind of its message. */
export interface ListedDelivery {
  id: number;
  kind: NotificationKind;
  topic: MessageTopic;
  state: DeliveryState;
  reason: DeliveryReason | null;
  attempts: number;
  createdAt: Date;
  endedAt: Date | null;
}

/** A page of the messages that were to be sent to a member, latest first, one more than asked. */
export async function listDeliveries(
  database: Database,
  memberId: number,
  page: { first: number; afterKey: number | undefined },
): Promise<ListedDelivery[]> {
  const rows: RawRow[] = await database.reader.query(
    `SELECT d.id, n.kind, d.topic, d.state, d.reason, d.attempts, d.created_at, d.ended_at FROM message_delivery d
     JOIN notification n ON n.id = d.notification_id WHERE d.member_id = ? AND d.id < ? ORDER BY d.id DESC LIMIT ?`,
    [memberId, page.afterKey ?? Number.MAX_SAFE_INTEGER, page.first + 1],
  );
  return rows.map((row) => ({
    id: toSafeInt(row.id),
    kind: row.kind as NotificationKind,
    topic: row.topic as MessageTopic,
    state: row.state as DeliveryState,
    reason: row.reason as DeliveryReason | null,
    attempts: toSafeInt(row.attempts),
    createdAt: toDate(row.created_at),
    endedAt: toDateOrNull(row.ended_at),
  }));
}
