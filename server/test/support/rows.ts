import { insertMember } from '../../src/modules/members/members.store';
import type { Database } from '../../src/platform/database/open-database';
import { inTransaction, type Tx } from '../../src/platform/database/unit-of-work';
import { accountsByMember, openAccount } from './accounts';

const joinedAt = new Date('2026-03-01T04:00:00.000Z');

/** Writes a member with the nickname and nothing else. */
export function writeMember(tx: Tx, nickname: string): Promise<number> {
  return insertMember(tx, { nickname, avatarUrl: null, joinedAt }, []);
}

/** Registers a member, with an account of the tests when a value is given; returns the row id. */
export function addMember(database: Database, nickname = 'somebody', value?: number): Promise<number> {
  return inTransaction(database, async (tx) => {
    const id = await writeMember(tx, nickname);
    if (value !== undefined) await openAccount(tx, id, value);
    return id;
  });
}

/** The nicknames of all members by age, as the reader sees them. */
export async function nicknames(database: Database): Promise<string[]> {
  const rows: { nickname: string }[] = await database.reader.query('SELECT nickname FROM member ORDER BY id');
  return rows.map((row) => row.nickname);
}

/** The value of a member's account of the tests, as the reader sees it. */
export async function accountOf(database: Database, memberId: number): Promise<number | undefined> {
  return (await accountsByMember(database, [memberId])).get(memberId);
}

/** A number of an aggregate query, as the reader sees it: `SELECT COUNT(*) AS n …`. */
export async function countOf(database: Database, query: string): Promise<number> {
  const [row] = (await database.reader.query(query)) as { n: unknown }[];
  return Number(row?.n);
}
