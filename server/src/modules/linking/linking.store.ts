import { In } from 'typeorm';
import type { Database } from '../../platform/database/open-database';
import { insertRow } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { LinkTokenRow, MergeRequestRow, type MergeRequestState } from './linking.entities';

/** Keeps a new token by its hash. */
export async function insertLinkToken(tx: Tx, token: Omit<LinkTokenRow, 'id' | 'usedAt'>): Promise<void> {
  await insertRow(tx, LinkTokenRow, { ...token, usedAt: null });
}

/** The token with this hash, used or not. */
export function linkTokenByHash(database: Database, tokenHash: string): Promise<LinkTokenRow | null> {
  return database.reader.getRepository(LinkTokenRow).findOneBy({ tokenHash });
}

/** Uses a token up: of concurrent attempts exactly one gets `true`. The write is the lock. */
export async function takeLinkToken(tx: Tx, id: number, usedAt: Date): Promise<boolean> {
  const result = await tx
    .createQueryBuilder()
    .update(LinkTokenRow)
    .set({ usedAt })
    .where('id = :id AND used_at IS NULL', { id })
    .execute();
  return result.affected === 1;
}

/** Asks staff about two locked members; when a request about them is open, that one is it. Returns its row. */
export async function requestMerge(tx: Tx, memberId: number, otherId: number, requestedAt: Date): Promise<number> {
  const open = await tx.findOneBy(MergeRequestRow, [
    { memberId, otherId, state: 'OPEN' },
    { memberId: otherId, otherId: memberId, state: 'OPEN' },
  ]);
  if (open) return open.id;
  const undecided = { decidedAt: null, decidedBy: null, reason: null };
  return insertRow(tx, MergeRequestRow, { memberId, otherId, state: 'OPEN', requestedAt, ...undecided });
}

/** Requests by row id. */
export async function mergeRequestsById(database: Database, ids: number[]): Promise<Map<number, MergeRequestRow>> {
  const rows = await database.reader.getRepository(MergeRequestRow).findBy({ id: In(ids) });
  return new Map(rows.map((row) => [row.id, row]));
}

/** What became of a request; undefined when there is none. */
export async function requestState(tx: Tx, id: number): Promise<MergeRequestState | undefined> {
  return (await tx.findOneBy(MergeRequestRow, { id }))?.state;
}

/** A page of requests, oldest first, one more than asked. */
export async function listMergeRequests(
  database: Database,
  state: MergeRequestState | undefined,
  page: { first: number; afterKey: number | undefined },
): Promise<MergeRequestRow[]> {
  const query = database.reader
    .getRepository(MergeRequestRow)
    .createQueryBuilder('r')
    .orderBy('r.id')
    .take(page.first + 1);
  if (state !== undefined) query.andWhere('r.state = :state', { state });
  if (page.afterKey !== undefined) query.andWhere('r.id > :after', { after: page.afterKey });
  return query.getMany();
}

/** What staff decided. */
export type Decision = Pick<MergeRequestRow, 'decidedBy' | 'decidedAt' | 'reason'>;

/** Settles an open request; false: it was not open any more. */
export async function rejectRequest(tx: Tx, id: number, decision: Decision): Promise<boolean> {
  const result = await tx.update(MergeRequestRow, { id, state: 'OPEN' }, { ...decision, state: 'REJECTED' });
  return result.affected === 1;
}

/** After a merge: requests about the two are settled, those about the absorbed one and others are about the survivor. */
export async function settleRequests(
  tx: Tx,
  { survivorId, absorbedId }: { survivorId: number; absorbedId: number },
  decision: Decision,
): Promise<void> {
  const merged = { ...decision, state: 'MERGED' as const };
  await tx.update(MergeRequestRow, { memberId: survivorId, otherId: absorbedId, state: 'OPEN' }, merged);
  await tx.update(MergeRequestRow, { memberId: absorbedId, otherId: survivorId, state: 'OPEN' }, merged);
  await tx.update(MergeRequestRow, { memberId: absorbedId, state: 'OPEN' }, { memberId: survivorId });
  await tx.update(MergeRequestRow, { otherId: absorbedId, state: 'OPEN' }, { otherId: survivorId });
}
