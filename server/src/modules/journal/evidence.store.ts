import type { Input } from '../../engine/input';
import type { Entry, EntryKind, Trace } from '../../engine/state';
import type { Database } from '../../platform/database/open-database';
import { type RawRow, selectEach } from '../../platform/database/query';
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

/** Whose journal and ledgers, since when: everything when it is left out. */
export interface EvidenceSource {
  memberId: number;
  since: number | undefined;
  accounts: readonly Entry['account'][];
}

/**
 * What was recorded about members since an instant, in its order, with what blocked and unblocked them before; by
 * `EvidenceSource` without accounts, as JSON.
 */
export async function journalByKey(database: Database, keys: string[]): Promise<Map<string, JournalLineRecord[]>> {
  const selects = keys.map((key) => {
    const { memberId, since } = JSON.parse(key) as EvidenceSource;
    return {
      text: `SELECT seq, input, program_version FROM journal
        WHERE member_id = ? AND (recorded_at >= ? OR INSTR(input, 'block"') > 0)`,
      values: [memberId, instantText(since ?? 0)],
    };
  });
  return inOrder(keys, await selectEach(database, selects), lineOf);
}

function inOrder<T extends { seq: number }>(
  keys: readonly string[],
  found: RawRow[][],
  read: (row: RawRow) => T,
): Map<string, T[]> {
  return new Map(keys.map((key, index) => [key, (found[index] ?? []).map(read).sort((a, b) => a.seq - b.seq)]));
}

function lineOf(row: RawRow): JournalLineRecord {
  return {
    seq: toSafeInt(row.seq),
    input: JSON.parse(String(row.input)) as Input,
    programVersion: toSafeInt(row.program_version),
  };
}

/** The lines of members' ledgers that were recorded since an instant, in their order; by `EvidenceSource` as JSON. */
export async function entriesByKey(database: Database, keys: string[]): Promise<Map<string, Entry[]>> {
  const selects = keys.map((key) => {
    const { memberId, since, accounts } = JSON.parse(key) as EvidenceSource;
    return {
      text: `SELECT seq, account, kind, delta, effective_at, recorded_at, input, event_key, program_version, trace
        FROM ledger_entry WHERE member_id = ? AND account IN (${accounts.map(() => '?').join(', ')}) AND recorded_at >= ?`,
      values: [memberId, ...accounts, instantText(since ?? 0)],
    };
  });
  return inOrder(keys, await selectEach(database, selects), entryOf);
}

function entryOf(row: RawRow): Entry {
  return {
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
  };
}
