import { type WeChat, WeChatError } from '../../connectors/wechat/wechat';
import { isUniqueViolation } from '../../platform/database/database-errors';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { type FieldCipher, maskPhone } from '../../platform/secrets';
import { MemberRow } from './members.entities';
import { assertNotBlocked, lockMember } from './members.store';
import { refusalOf } from './sign-in';

/** Asks WeChat for the number behind the code of a phone button. Refuses: PHONE_CODE_INVALID, PROVIDER_BUSY. */
export async function phoneOfCode(wechat: WeChat, code: string): Promise<string> {
  try {
    return await wechat.phoneNumber(code);
  } catch (error) {
    throw error instanceof WeChatError ? refusalOf(error, 'PHONE_CODE_INVALID', 'PHONE_CODE_INVALID') : error;
  }
}

/**
 * Binds a verified phone number to the member, encrypted, in place of an earlier one. A number belongs to one member:
 * the unique index decides between concurrent attempts. Refuses: PHONE_IN_USE, MEMBER_BLOCKED.
 */
export async function bindPhone(tx: Tx, cipher: FieldCipher, memberId: number, phone: string): Promise<void> {
  const member = await lockMember(tx, memberId);
  assertNotBlocked(member);
  try {
    await tx.update(
      MemberRow,
      { id: memberId },
      {
        phoneCipher: cipher.encrypt(phone, { table: 'member', column: 'phone_cipher', rowId: memberId }),
        phoneIndex: cipher.blindIndex(phone),
        phoneMasked: maskPhone(phone),
      },
    );
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new Refusal('PHONE_IN_USE', 'This number belongs to another member: sign in as them, or ask for help.', [
      'code',
    ]);
  }
}
