import type { Input } from '../../engine/input';
import type { Entry, EntryKind, Trace } from '../../engine/state';
import type { Database } from '../../platform/database/open-database';
import type { RawRow } from '../../platform/database/query';
import { instantText, toDate, toSafeInt } from '../../platform/database/values';

/** Which input of which member: `<member id>:<number in the journal>`. */
export type JournalKey = `${number}:${number}`;

/** A line of a journal as it was written. */
export interface JournalLineRecord {
  seq: number;
  input: Input;
  programVersion: number;
}

// SQLite nests a chain of OR at most 1,000 deep; lists of pairs are written differently on every database.
const MAX_PAIRS = 500;

/** Lines of journals by their numbers. */
export async function journalLinesByKey(
  database: Database,
  keys: JournalKey[],
): Promise<Map<JournalKey, JournalLineRecord>> {
  const lines = new Map<JournalKey, JournalLineRecord>();
  for (let start = 0; start < keys.length; start += MAX_PAIRS) {
    const pairs = keys.slice(start, start + MAX_PAIRS).map((key) => key.split(':').map(Number));
    const marks = pairs.map(() => '(member_id = ? AND seq = ?)').join(' OR ');
    const rows: RawRow[] = await database.reader.query(
      `SELECT member_id, seq, input, program_version FROM journal WHERE ${marks}`,
      pairs.flat(),
    );
    for (const row of rows) lines.set(`${toSafeInt(row.member_id)}:${toSafeInt(row.seq)}`, lineOf(row));
  }
  return lines;
}

/**
 * What was recorded about a member since an instant (everything when it is left out), in its order, with what blocked and
 * unblocked them before.
 */
export async function journalSince(
  database: Database,
  memberId: number,
  since: number | undefined,
): Promise<JournalLineRecord[]> {
  const rows: RawRow[] = await database.reader.query(
    `SELECT member_id, seq, input, program_version FROM journal
     WHERE member_id = ? AND (recorded_at >= ? OR INSTR(input, 'block"') > 0) ORDER BY seq`,
    [memberId, instantText(since ?? 0)],
  );
  return rows.map(lineOf);
}

function lineOf(row: RawRow): JournalLineRecord {
  return {
    seq: toSafeInt(row.seq),
    input: JSON.parse(String(row.input)) as Input,
    programVersion: toSafeInt(row.program_version),
  };
}

/** The lines of a member's ledgers that were recorded since an instant, in their order. */
export async function entriesSince(
  database: Database,
  memberId: number,
  accounts: readonly Entry['account'][],
  since: number | undefined,
): Promise<Entry[]> {
  if (accounts.length === 0) return [];
  const rows: RawRow[] = await database.reader.query(
    `SELECT seq, account, kind, delta, effective_at, recorded_at, input, event_key, program_version, trace FROM ledger_entry
     WHERE member_id = ? AND account IN (${accounts.map(() => '?').join(', ')}) AND recorded_at >= ? ORDER BY seq`,
    [memberId, ...accounts, instantText(since ?? 0)],
  );
  return rows.map((row) => ({
    seq: toSafeInt(row.seq),
    account: row.account as Entry['account'],
    kind: row.kind as EntryKind,
    delta: toSafeInt(row.delta),
    effectiveAt: toDate(row.effective_at).getTime(),
    recordedAt: toDate(row.recorded_at).getTime(),
    input: toSafeInt(row.input),
    eventKey: (row.event_key as string | null) ?? undefined,
    programVersion: toSafeInt(row.program_version),
    trace: JSON.parse(String(row.trace)) as Trace,
  }));
}
