import type { Archive, ArchiveKey } from '../../engine/archive';
import { neededBy, withNeeded } from '../../engine/archive';
import { canonicalJson } from '../../engine/canonical';
import type { Input } from '../../engine/input';
import type { Coupon, MemberState } from '../../engine/state';
import type { Database } from '../../platform/database/open-database';
import { selectByKeys, upsertRows } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { toSafeInt } from '../../platform/database/values';

/**
 * What inputs of members touch that is not in their states any more. A grant names lots, and a lot its relatives, so
 * there may be a few rounds; most inputs need none.
 */
export async function archivesFor(
  tx: Tx,
  members: readonly { memberId: number; state: MemberState; inputs: readonly Input[] }[],
): Promise<Map<number, Archive>> {
  const archives = new Map(members.map(({ memberId }): [number, Archive] => [memberId, new Map()]));
  const asked = new Set<string>();
  for (;;) {
    const wanted = members.flatMap(({ memberId, state, inputs }) => {
      const archive = archives.get(memberId) as Archive;
      const keys = new Set(inputs.flatMap((input) => neededBy(withNeeded(state, input, archive), input)));
      return [...keys].filter((key) => !asked.has(`${memberId} ${key}`)).map((key) => ({ memberId, key }));
    });
    if (wanted.length === 0) return archives;
    for (const { memberId, key } of wanted) asked.add(`${memberId} ${key}`);
    for (const { memberId, key, item } of await archivedItems(tx, wanted)) archives.get(memberId)?.set(key, item);
  }
}

type Item = Archive extends Map<ArchiveKey, infer T> ? T : never;

async function archivedItems(
  source: Database | Tx,
  wanted: readonly { memberId: number; key: ArchiveKey }[],
): Promise<{ memberId: number; key: ArchiveKey; item: Item }[]> {
  const found: { memberId: number; key: ArchiveKey; item: Item }[] = [];
  const members = new Map<number, ArchiveKey[]>();
  for (const { memberId, key } of wanted) members.set(memberId, [...(members.get(memberId) ?? []), key]);
  for (const [memberId, keys] of members) {
    const text = 'SELECT item, value FROM member_archive WHERE member_id = ? AND item IN (:keys)';
    for (const row of await selectByKeys(source, text, keys, memberId)) {
      found.push({ memberId, key: row.item as ArchiveKey, item: JSON.parse(String(row.value)) as Item });
    }
  }
  return found;
}

/** One finished part of a member's state; undefined when there is none of this name. */
export async function archivedItem(
  source: Database | Tx,
  memberId: number,
  key: ArchiveKey,
): Promise<Item | undefined> {
  return (await archivedItems(source, [{ memberId, key }]))[0]?.item;
}

/** Which of these names the archive of a member has. */
export async function archivedNames(
  source: Database | Tx,
  memberId: number,
  keys: readonly ArchiveKey[],
): Promise<Set<ArchiveKey>> {
  const text = 'SELECT item FROM member_archive WHERE member_id = ? AND item IN (:keys)';
  const rows = await selectByKeys(source, text, keys, memberId);
  return new Set(rows.map((row) => row.item as ArchiveKey));
}

/** The redeemed and expired coupons of members, by member; some may have come back: then the state has them, too. */
export async function finishedCoupons(
  source: Database | Tx,
  memberIds: readonly number[],
): Promise<Map<number, Coupon[]>> {
  const rows = await selectByKeys(
    source,
    "SELECT member_id, value FROM member_archive WHERE item >= 'coupon:' AND item < 'coupon;' AND member_id IN (:keys)",
    memberIds,
  );
  const coupons = new Map<number, Coupon[]>();
  for (const row of rows) {
    const memberId = toSafeInt(row.member_id);
    coupons.set(memberId, [...(coupons.get(memberId) ?? []), JSON.parse(String(row.value)) as Coupon]);
  }
  return coupons;
}

/** All that is finished of members, in the canonical form, by member. */
export async function wholeArchives(
  source: Database | Tx,
  memberIds: readonly number[],
): Promise<Map<number, Map<string, string>>> {
  const rows = await selectByKeys(
    source,
    'SELECT member_id, item, value FROM member_archive WHERE member_id IN (:keys)',
    memberIds,
  );
  const archives = new Map(memberIds.map((id): [number, Map<string, string>] => [id, new Map()]));
  for (const row of rows) archives.get(toSafeInt(row.member_id))?.set(String(row.item), String(row.value));
  return archives;
}

/** Keeps what is finished of locked members; what was kept before under the same name is replaced. */
export async function saveArchives(
  tx: Tx,
  archives: readonly { memberId: number; finished: Archive }[],
): Promise<void> {
  const rows = archives.flatMap(({ memberId, finished }) =>
    [...finished].map(([key, item]) => [memberId, key, canonicalJson(item)]),
  );
  await upsertRows(tx, 'member_archive', ['member_id', 'item'], ['member_id', 'item', 'value'], rows);
}
