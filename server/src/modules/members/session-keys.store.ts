import type { WeChatIdentity } from '../../connectors/wechat/wechat';
import type { Database } from '../../platform/database/open-database';
import type { Tx } from '../../platform/database/unit-of-work';
import type { FieldCipher } from '../../platform/secrets';
import { IdentityRow } from './members.entities';

const placeOf = (rowId: number) => ({ table: 'identity', column: 'session_key', rowId });

/** Keeps the key of a sign-in by the mini-program in the place of the one before, encrypted; other sign-ins have none. */
export async function keepSessionKey(
  tx: Tx,
  cipher: FieldCipher,
  { appId, openid, sessionKey }: WeChatIdentity,
): Promise<void> {
  if (sessionKey === undefined) return;
  const identity = await tx.findOneBy(IdentityRow, { provider: `wechat:${appId}`, subject: openid });
  if (!identity) return;
  const { id } = identity;
  await tx.update(IdentityRow, { id }, { sessionKey: cipher.encrypt(sessionKey, placeOf(id)) });
}

/**
 * The key of a member's last sign-in in an application, in the clear, for signing alone: it must reach no answer and no log.
 * Undefined when none is kept: they sign in again. Whoever has two names there after a merge pays by the first.
 */
export async function sessionKeyOf(
  database: Database,
  cipher: FieldCipher,
  memberId: number,
  appId: string,
): Promise<string | undefined> {
  const [identity] = await database.reader
    .getRepository(IdentityRow)
    .find({ where: { provider: `wechat:${appId}`, memberId }, order: { id: 'ASC' }, take: 1 });
  if (!identity || identity.sessionKey === null) return undefined;
  return cipher.decrypt(identity.sessionKey, placeOf(identity.id));
}
