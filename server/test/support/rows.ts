import { growthByMember, openGrowthAccount } from '../../src/modules/growth/growth.store';
import { insertMember } from '../../src/modules/members/members.store';
import type { Database } from '../../src/platform/database/open-database';
import { inTransaction, type Tx } from '../../src/platform/database/unit-of-work';

const joinedAt = new Date('2026-03-01T04:00:00.000Z');

/** Writes a member with the nickname and nothing else. */
export function writeMember(tx: Tx, nickname: string): Promise<number> {
  return insertMember(tx, { nickname, avatarUrl: null, joinedAt }, []);
}

/** Registers a member, with a growth account when a value is given; returns the row id. */
export function addMember(database: Database, nickname = 'somebody', growth?: number): Promise<number> {
  return inTransaction(database, async (tx) => {
    const id = await writeMember(tx, nickname);
    if (growth !== undefined) await openGrowthAccount(tx, id, growth);
    return id;
  });
}

/** The nicknames of all members by age, as the reader sees them. */
export async function nicknames(database: Database): Promise<string[]> {
  const rows: { nickname: string }[] = await database.reader.query('SELECT nickname FROM member ORDER BY id');
  return rows.map((row) => row.nickname);
}

/** A member's growth, as the reader sees it. */
export async function growthOf(database: Database, memberId: number): Promise<number | undefined> {
  return (await growthByMember(database, [memberId])).get(memberId);
}

/** A number of an aggregate query, as the reader sees it: `SELECT COUNT(*) AS n …`. */
export async function countOf(database: Database, query: string): Promise<number> {
  const [row] = (await database.reader.query(query)) as { n: unknown }[];
  return Number(row?.n);
}
