import type { MessageTemplates } from '../../platform/config';
import type { Tx } from '../../platform/database/unit-of-work';
import { topicOf, type WrittenNotification } from '../notifications';
import { consentsOf, insertDeliveries } from './subscribe-messages.store';

/** By which templates members are reminded, and from when on by the wall clock. */
export interface Reminders {
  templates: MessageTemplates;
  wallNow: Date;
}

/**
 * Lets messages be sent that have just been written, in the same transaction: those for whose topic there is a template,
 * to members who have consented to it and have a message left.
 */
export async function queueDeliveries(
  tx: Tx,
  { templates, wallNow }: Reminders,
  written: readonly WrittenNotification[],
): Promise<void> {
  const candidates = written.flatMap(({ id: notificationId, kind, memberId, createdAt }) => {
    const topic = topicOf(kind);
    const template = topic && templates[topic];
    return template ? [{ notificationId, memberId, topic, createdAt, templateId: template.id }] : [];
  });
  const consents = await consentsOf(tx, [...new Set(candidates.map(({ memberId }) => memberId))]);
  const open = new Set(
    consents.filter(({ sendsLeft }) => sendsLeft > 0).map(({ memberId, templateId }) => `${memberId} ${templateId}`),
  );
  const deliveries = candidates.filter(({ memberId, templateId }) => open.has(`${memberId} ${templateId}`));
  await insertDeliveries(tx, deliveries, wallNow);
}
