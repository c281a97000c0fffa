import type { Database } from '../../src/platform/database/open-database';
import { countOf } from './rows';

/** What must never be there, by a query that counts it. */
const impossible: Record<string, string> = {
  'members without a name': `SELECT COUNT(*) AS n FROM member m
    WHERE m.merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM identity i WHERE i.member_id = m.id)`,
  'merged members with a name': `SELECT COUNT(*) AS n FROM member m JOIN identity i ON i.member_id = m.id
    WHERE m.merged_into IS NOT NULL`,
  'members half merged': `SELECT COUNT(*) AS n FROM member m
    WHERE (m.status = 'MERGED') <> (m.merged_into IS NOT NULL)`,
  'names of nobody': `SELECT COUNT(*) AS n FROM identity i
    WHERE NOT EXISTS (SELECT 1 FROM member m WHERE m.id = i.member_id)`,
  'sessions of nobody': `SELECT COUNT(*) AS n FROM session s
    WHERE NOT EXISTS (SELECT 1 FROM member m WHERE m.id = s.member_id)`,
  'sessions without a refresh token': `SELECT COUNT(*) AS n FROM session s
    WHERE NOT EXISTS (SELECT 1 FROM refresh_token r WHERE r.session_id = s.id)`,
  'refresh tokens of no session': `SELECT COUNT(*) AS n FROM refresh_token r
    WHERE NOT EXISTS (SELECT 1 FROM session s WHERE s.id = r.session_id)`,
  'open sessions without a token to go on with': `SELECT COUNT(*) AS n FROM session s WHERE s.ended_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM refresh_token r WHERE r.session_id = s.id AND r.used_at IS NULL)`,
  'people with one name of WeChat without the other': `SELECT COUNT(*) AS n FROM identity i
    WHERE i.provider LIKE 'wechat:wx%' AND NOT EXISTS (
      SELECT 1 FROM identity u WHERE u.member_id = i.member_id AND u.provider = 'wechat:union')`,
  'states of nobody': `SELECT COUNT(*) AS n FROM member_state s
    WHERE NOT EXISTS (SELECT 1 FROM member m WHERE m.id = s.member_id)`,
  'states without a journal': `SELECT COUNT(*) AS n FROM member_state s
    WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.member_id = s.member_id)`,
  'journals with a gap': `SELECT COUNT(*) AS n FROM (SELECT member_id FROM journal GROUP BY member_id
    HAVING MIN(seq) <> 1 OR MAX(seq) <> COUNT(*)) broken`,
  'ledgers with a gap': `SELECT COUNT(*) AS n FROM (SELECT member_id FROM ledger_entry GROUP BY member_id
    HAVING MIN(seq) <> 1 OR MAX(seq) <> COUNT(*)) broken`,
  'messages to nobody': `SELECT COUNT(*) AS n FROM notification n
    WHERE NOT EXISTS (SELECT 1 FROM member m WHERE m.id = n.member_id)`,
  'events outside of the journal': `SELECT COUNT(*) AS n FROM event e WHERE NOT EXISTS (
      SELECT 1 FROM journal j WHERE j.member_id = e.member_id AND j.seq = e.journal_seq)`,
};

/** How many rows break each rule that ties tables together: all zero, at every commit. */
export async function brokenInvariants(database: Database): Promise<Record<string, number>> {
  const broken: Record<string, number> = {};
  for (const [name, query] of Object.entries(impossible)) {
    const count = await countOf(database, query);
    if (count > 0) broken[name] = count;
  }
  return broken;
}
