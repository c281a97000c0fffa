import { type WeChat, WeChatError } from '../../connectors/wechat/wechat';
import type { Clock } from '../../platform/clock';
import type { MessageTemplateSetting, MessageTemplates } from '../../platform/config';
import type { Database } from '../../platform/database/open-database';
import { lockRows, type Tx } from '../../platform/database/unit-of-work';
import type { Logger } from '../../platform/log';
import { identitiesOfMembers } from '../members';
import { notificationsById, type StoredNotification } from '../notifications';
import type { ProgramInForce } from '../programs';
import { fieldsOf } from './subscribe-message-words';
import type { DeliveryReason } from './subscribe-messages.entities';
import { consentsOf, deliveryById, setSendsLeft, updateDelivery } from './subscribe-messages.store';

/** Longer than any call of WeChat takes: after that nobody will say any more what became of it. */
const LEASE_MS = 60_000;
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 600_000;
/** After half an hour of a busy WeChat the member has seen the message in the app, or will. */
const MAX_ATTEMPTS = 8;
/** All messages are there, each leading on. */
const PAGE = 'packages/messages/index';

/** What sending needs. */
export interface SendParts {
  database: Database;
  wechat: WeChat;
  /** Of the mini-program, whose openids members are known by. */
  appId: string;
  templates: MessageTemplates;
  clock: Clock;
  current: ProgramInForce;
  log: Logger;
}

/** A sending that has begun: one of the member's consents is taken for it. */
interface Sending {
  id: number;
  memberId: number;
  attempts: number;
  openid: string;
  template: MessageTemplateSetting;
  notification: StoredNotification;
}

/** What became of a call. */
type Outcome = { sent: true } | { sent: false; reason: DeliveryReason };

/** Both clocks, read before a transaction. */
interface Times {
  wallNow: Date;
  now: Date;
}

/** Takes a consent for a message that is due. Undefined: there is nothing to send; why, is written. */
export async function beginSending(
  tx: Tx,
  { templates, appId }: SendParts,
  { id, memberId }: { id: number; memberId: number },
  { wallNow, now }: Times,
): Promise<Sending | undefined> {
  await lockRows(tx, 'member', [memberId]);
  const row = await deliveryById(tx, id);
  // Somebody else was here, or the member was merged: then it is found again with the survivor.
  if (!row?.dueAt || row.dueAt > wallNow || row.memberId !== memberId) return undefined;
  const fail = async (reason: DeliveryReason) => {
    await updateDelivery(tx, id, { state: 'FAILED', reason, dueAt: null, endedAt: now });
    return undefined;
  };
  if (row.state === 'SENDING') return fail('UNKNOWN');
  const template = templates[row.topic];
  const notification = (await notificationsById(tx, [row.notificationId])).get(row.notificationId);
  if (!template || !notification) return fail('NOT_OFFERED');
  const names = await identitiesOfMembers(tx, [memberId]);
  // After a merge there may be several; the latest is the one who was last seen for the first time.
  const openid = names.findLast(({ provider }) => provider === `wechat:${appId}`)?.subject;
  if (openid === undefined) return fail('NO_RECIPIENT');
  const left = await sendsLeft(tx, memberId, template.id);
  if (left === 0) return fail('NO_CONSENT');
  await setSendsLeft(tx, { memberId, templateId: template.id, sendsLeft: left - 1 });
  const attempts = row.attempts + 1;
  await updateDelivery(tx, id, { state: 'SENDING', attempts, dueAt: new Date(wallNow.getTime() + LEASE_MS) });
  return { id, memberId, attempts, openid, template, notification };
}

async function sendsLeft(tx: Tx, memberId: number, templateId: string): Promise<number> {
  const consents = await consentsOf(tx, [memberId]);
  return consents.find((consent) => consent.templateId === templateId)?.sendsLeft ?? 0;
}

/** Calls WeChat, in no transaction. */
export async function callWeChat({ wechat, current, log }: SendParts, sending: Sending): Promise<Outcome> {
  const { openid, template, notification } = sending;
  const fields = fieldsOf(template, notification, current);
  try {
    await wechat.sendSubscribeMessage({ openid, templateId: template.id, page: PAGE, fields });
    return { sent: true };
  } catch (error) {
    if (!(error instanceof WeChatError)) throw error;
    const reason = reasonOf(error);
    if (reason === 'INVALID' || reason === 'MISCONFIGURED') {
      log.error({ err: error, delivery: sending.id }, 'a subscribe message cannot be sent; see WECHAT_TEMPLATE_*');
    }
    return { sent: false, reason };
  }
}

function reasonOf({ problem, mayBeDone }: WeChatError): DeliveryReason {
  if (mayBeDone) return 'UNKNOWN';
  if (problem === 'no-consent') return 'REFUSED';
  if (problem === 'busy') return 'BUSY';
  return problem === 'misconfigured' ? 'MISCONFIGURED' : 'INVALID';
}

/** Gives the consent back when WeChat surely sent nothing; when it says that there is none, none is left. */
export async function endSending(tx: Tx, sending: Sending, outcome: Outcome, { wallNow, now }: Times): Promise<void> {
  const { id, template, attempts } = sending;
  // The member may have been merged during the call: the row says whose it is.
  const { memberId } = (await deliveryById(tx, id)) ?? sending;
  await lockRows(tx, 'member', [memberId]);
  const row = await deliveryById(tx, id);
  // Given up meanwhile, or, if the member is merged at this very moment, soon.
  if (row?.state !== 'SENDING' || row.attempts !== attempts || row.memberId !== memberId) return;
  if (outcome.sent) {
    await updateDelivery(tx, id, { state: 'SENT', reason: null, dueAt: null, endedAt: now });
    return;
  }
  const { reason } = outcome;
  const consent = { memberId, templateId: template.id };
  if (reason === 'REFUSED') await setSendsLeft(tx, { ...consent, sendsLeft: 0 });
  else if (reason !== 'UNKNOWN') {
    await setSendsLeft(tx, { ...consent, sendsLeft: (await sendsLeft(tx, memberId, template.id)) + 1 });
  }
  if (reason === 'BUSY' && attempts < MAX_ATTEMPTS) {
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
    await updateDelivery(tx, id, { state: 'PENDING', reason, dueAt: new Date(wallNow.getTime() + pause) });
  } else await updateDelivery(tx, id, { state: 'FAILED', reason, dueAt: null, endedAt: now });
}
