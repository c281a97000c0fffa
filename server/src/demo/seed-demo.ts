import { partnerScopes } from '../graphql/principal';
import { openGrowthAccount } from '../modules/growth';
import { insertMember } from '../modules/members';
import { insertPartner, partnerExists } from '../modules/partners';
import { addStaffToken } from '../modules/staff';
import type { WeChatApp } from '../platform/config';
import type { Database } from '../platform/database/open-database';
import { inTransaction, type Tx } from '../platform/database/unit-of-work';
import { hashSecret } from '../platform/secrets';
import { type DemoMember, demoMembers, demoPartner, demoStaff } from './demo-members';

const DAY_MS = 24 * 3600 * 1000;

/** Puts the demo's partner, staff and members into an empty database, all or nothing; later starts find them there. */
export async function seedDemo(
  database: Database,
  apps: { miniProgram: WeChatApp; web: WeChatApp },
  now: Date,
): Promise<void> {
  if (await partnerExists(database, demoPartner.clientId)) return;
  await inTransaction(database, async (tx) => {
    const partner = await insertPartner(tx, {
      clientId: demoPartner.clientId,
      name: demoPartner.name,
      secretHash: hashSecret(demoPartner.clientSecret),
      scopes: Object.keys(partnerScopes),
      secretVersion: 1,
      createdAt: now,
    });
    const expiresAt = new Date(now.getTime() + 3650 * DAY_MS);
    for (const staff of demoStaff) await addStaffToken(tx, { ...staff, expiresAt });
    for (const member of demoMembers) await seedMember(tx, member, partner.id, apps, now);
  });
}

async function seedMember(
  tx: Tx,
  member: DemoMember,
  partnerId: number,
  apps: { miniProgram: WeChatApp; web: WeChatApp },
  now: Date,
): Promise<void> {
  const joinedAt = new Date(now.getTime() - member.joinedDaysAgo * DAY_MS);
  const names = [
    { provider: 'wechat:union', subject: `u-${member.key}` },
    { provider: `wechat:${apps.miniProgram.appId}`, subject: `o-mini-${member.key}` },
    { provider: `wechat:${apps.web.appId}`, subject: `o-web-${member.key}` },
    { provider: `partner:${partnerId}`, subject: member.key },
  ];
  const id = await insertMember(tx, { nickname: member.nickname, avatarUrl: null, joinedAt }, names);
  if (member.growth > 0) await openGrowthAccount(tx, id, member.growth);
}
