import { partnerScopes } from '../graphql/principal';
import { checkEvent, type EventSender, type IncomingEvent, recordChunk } from '../modules/events';
import { insertMember, recordMemberInput } from '../modules/members';
import { insertPartner, partnerExists } from '../modules/partners';
import { ProgramCatalogue } from '../modules/programs';
import { inviteCodeOf } from '../modules/referrals';
import { addStaffToken } from '../modules/staff';
import type { WeChatApp } from '../platform/config';
import type { Database } from '../platform/database/open-database';
import { inTransaction, type Tx } from '../platform/database/unit-of-work';
import { InvariantError } from '../platform/errors';
import { hashSecret } from '../platform/secrets';
import { deedsOf, recordDeed } from './demo-deeds';
import { type DemoMember, demoMembers, demoPartner, demoStaff } from './demo-members';

const DAY_MS = 24 * 3600 * 1000;
const LOAN_EVERY_DAYS = 17;
/** What is younger was told when it happened, and so led to messages; what is older was imported. */
const TOLD_DAYS = 40;

/**
 * Puts the demo's partner, staff and members with what they did into an empty database, all or nothing; later starts
 * find them there. The program must be there. With `errands` the members also shopped, paid back, wrote reviews, checked
 * in, came by invitations, used coupons, benefits and stored value, and were told of what came of it lately.
 */
export async function seedDemo(
  database: Database,
  apps: { miniProgram: WeChatApp; web: WeChatApp },
  now: Date,
  { errands }: { errands: boolean },
): Promise<void> {
  if (await partnerExists(database, demoPartner.clientId)) return;
  const current = await new ProgramCatalogue(database, { businessNow: () => now, wallNow: () => now }).current();
  await inTransaction(database, async (tx) => {
    const partner = await insertPartner(tx, {
      clientId: demoPartner.clientId,
      name: demoPartner.name,
      secretHash: hashSecret(demoPartner.clientSecret),
      scopes: Object.keys(partnerScopes),
      secretVersion: 1,
      mayRegister: true,
      eventTypes: null,
      createdAt: now,
    });
    const expiresAt = new Date(now.getTime() + 3650 * DAY_MS);
    for (const staff of demoStaff) await addStaffToken(tx, { ...staff, expiresAt });
    const codes = new Map<string, string>();
    for (const member of demoMembers) {
      const memberId = await seedMember(tx, member, partner.id, apps, now);
      const isInviter = errands && demoMembers.some(({ invitedBy }) => invitedBy === member.key);
      if (isInviter) codes.set(member.key, await inviteCodeOf(tx, memberId));
      const inviteCode = codes.get(member.invitedBy ?? '');
      const invitation = inviteCode === undefined ? [] : [registrationOf(member, now, inviteCode)];
      const memberIds = new Map([[member.key, memberId]]);
      const events = [...invitation, ...loansOf(member, now), ...(errands ? errandsOf(member, now) : [])]
        .sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime())
        .map((event) => checkedEvent(event, partner));
      const told = errands ? now.getTime() - TOLD_DAYS * DAY_MS : now.getTime();
      const chunk = { sender: partner, memberIds, current };
      // Recorded as they occurred, like a history that is imported.
      const history = events.filter(({ occurredAt }) => occurredAt < told);
      if (history.length > 0) await recordChunk(tx, { ...chunk, events: history, recording: 'asOccurred' });
      const known = { id: memberId, joinedAt: joinedAt(member, now) };
      const steps = [
        ...events.slice(history.length).map((event) => ({
          at: event.occurredAt,
          record: () => recordChunk(tx, { ...chunk, events: [event], recording: { at: event.occurredAt } }),
        })),
        ...(errands ? (member.checkInsDaysAgo ?? []) : []).map((daysAgo) => {
          const at = now.getTime() - daysAgo * DAY_MS;
          return { at, record: () => recordMemberInput(tx, current, memberId, {}, () => ({ kind: 'checkIn', at })) };
        }),
        ...(errands ? deedsOf(member.key, current.program, now) : []).map((deed) => ({
          at: deed.at,
          record: () => recordDeed(tx, current, known, deed),
        })),
      ];
      for (const { record } of steps.sort((a, b) => a.at - b.at)) await record();
    }
  });
}

function seedMember(
  tx: Tx,
  member: DemoMember,
  partnerId: number,
  apps: { miniProgram: WeChatApp; web: WeChatApp },
  now: Date,
): Promise<number> {
  const names = [
    { provider: 'wechat:union', subject: `u-${member.key}` },
    { provider: `wechat:${apps.miniProgram.appId}`, subject: `o-mini-${member.key}` },
    { provider: `wechat:${apps.web.appId}`, subject: `o-web-${member.key}` },
    { provider: `partner:${partnerId}`, subject: member.key },
  ];
  return insertMember(tx, { nickname: member.nickname, avatarUrl: null, joinedAt: joinedAt(member, now) }, names);
}

function joinedAt({ joinedDaysAgo }: DemoMember, now: Date): Date {
  return new Date(now.getTime() - joinedDaysAgo * DAY_MS);
}

/** The loans that lead to a member's growth: ¥1 lent is 1 growth. */
function loansOf({ key, loansYuan }: DemoMember, now: Date): IncomingEvent[] {
  return loansYuan.map((yuan, index) => ({
    eventId: `demo-loan-${key}-${index + 1}`,
    type: 'loan.disbursed',
    memberRef: key,
    occurredAt: new Date(now.getTime() - (loansYuan.length - index) * LOAN_EVERY_DAYS * DAY_MS),
    amountFen: yuan * 100,
    subject: `LN-${key}-${index + 1}`,
  }));
}

/** The partner told that somebody registered with a code. */
function registrationOf({ key, joinedDaysAgo }: DemoMember, now: Date, inviteCode: string): IncomingEvent {
  return {
    ...{ eventId: `demo-${key}-registered`, type: 'member.registered', memberRef: key, data: { inviteCode } },
    occurredAt: new Date(now.getTime() - joinedDaysAgo * DAY_MS),
  };
}

/** What a member did besides borrowing. */
function errandsOf({ key, errands = [] }: DemoMember, now: Date): IncomingEvent[] {
  const idOf = (name: string) => `demo-${key}-${name}`;
  return errands.map(({ daysAgo, name, type, yuan, reverses, data }) => ({
    ...{ eventId: idOf(name), type, memberRef: key, data },
    occurredAt: new Date(now.getTime() - daysAgo * DAY_MS),
    amountFen: yuan === undefined ? undefined : yuan * 100,
    reverses: reverses === undefined ? undefined : idOf(reverses),
  }));
}

function checkedEvent(event: IncomingEvent, sender: EventSender) {
  const checked = checkEvent(event, sender);
  if ('status' in checked) throw new InvariantError(`The demo's event ${event.eventId} is wrong: ${checked.message}`);
  return checked;
}
