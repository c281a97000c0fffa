import { canonicalJson } from '../../engine/canonical';
import type { Input } from '../../engine/input';
import type { Entry, EntryKind, MemberState, Trace } from '../../engine/state';
import type { Database } from '../../platform/database/open-database';
import { insertRows, type RawRow, selectByKeys, selectEach, upsertRows } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { instantText, toDate, toDateOrNull, toSafeInt } from '../../platform/database/values';

/** A member's state as it is stored. Shared between readers: never change it. */
export interface StoredState {
  readonly state: MemberState;
  /** When time alone will change something next; null: never. */
  readonly dueAt: Date | null;
  /** The version of the program up to whose publication time has passed. */
  readonly programVersion: number;
}

const stateColumns = ['member_id', 'state', 'due_at', 'program_version'];

/** The states of members; one who never had an input is not in the map. In a transaction, lock the members first. */
export async function statesByMember(
  source: Database | Tx,
  memberIds: readonly number[],
): Promise<Map<number, StoredState>> {
  const rows = await selectByKeys(
    source,
    `SELECT ${stateColumns.join(', ')} FROM member_state WHERE member_id IN (:keys)`,
    memberIds,
  );
  return new Map(rows.map(storedState));
}

/** A state with the text in which it is stored. */
export interface StateText {
  text: string;
  state: MemberState;
}

/** The states of members as they are stored, to be compared byte by byte. */
export async function stateTexts(database: Database, memberIds: readonly number[]): Promise<Map<number, StateText>> {
  const rows = await selectByKeys(
    database,
    'SELECT member_id, state FROM member_state WHERE member_id IN (:keys)',
    memberIds,
  );
  return new Map(
    rows.map((row) => {
      const text = String(row.state);
      return [toSafeInt(row.member_id), { text, state: JSON.parse(text) as MemberState }];
    }),
  );
}

/** A page of all states by ascending member. */
export async function statesAfter(
  database: Database,
  memberId: number,
  count: number,
): Promise<Map<number, StoredState>> {
  const rows: RawRow[] = await database.reader.query(
    `SELECT ${stateColumns.join(', ')} FROM member_state WHERE member_id > ? ORDER BY member_id LIMIT ?`,
    [memberId, count],
  );
  return new Map(rows.map(storedState));
}

function storedState(row: RawRow): [number, StoredState] {
  const state = JSON.parse(String(row.state)) as MemberState;
  const programVersion = toSafeInt(row.program_version);
  return [toSafeInt(row.member_id), { state, dueAt: toDateOrNull(row.due_at), programVersion }];
}

/** Writes the states of locked members over those that were there. */
export async function saveStates(tx: Tx, states: readonly { memberId: number; state: MemberState }[]): Promise<void> {
  const rows = states.map(({ memberId, state }) => [
    memberId,
    canonicalJson(state),
    state.dueAt === undefined ? null : instantText(state.dueAt),
    state.version,
    Object.values(state.tracks).some(({ review }) => review) ? 1 : 0,
  ]);
  await upsertRows(tx, 'member_state', 'member_id', [...stateColumns, 'awaits_review'], rows);
}

/** A page of the members with an upgrade that waits for a review, by ascending id, one more than asked. */
export async function membersAwaitingReview(
  database: Database,
  { first, afterKey = 0 }: { first: number; afterKey: number | undefined },
): Promise<number[]> {
  const rows: RawRow[] = await database.reader.query(
    'SELECT member_id FROM member_state WHERE awaits_review = 1 AND member_id > ? ORDER BY member_id LIMIT ?',
    [afterKey, first + 1],
  );
  return rows.map((row) => toSafeInt(row.member_id));
}

/** A line of the journal to be written; `input` is any input of the engine. */
export interface JournalLine {
  memberId: number;
  seq: number;
  input: object;
  occurredAt: number;
  recordedAt: number;
  programVersion: number;
}

const journalColumns = ['member_id', 'seq', 'input', 'occurred_at', 'recorded_at', 'program_version'];

/** Appends to the journals of locked members; a taken number violates the unique index. */
export async function appendJournal(tx: Tx, lines: readonly JournalLine[]): Promise<void> {
  const rows = lines.map(({ memberId, seq, input, occurredAt, recordedAt, programVersion }) => [
    memberId,
    seq,
    canonicalJson(input),
    instantText(occurredAt),
    instantText(recordedAt),
    programVersion,
  ]);
  await insertRows(tx, 'journal', journalColumns, rows);
}

const entryColumns = [
  'member_id',
  'seq',
  'account',
  'kind',
  'delta',
  'effective_at',
  'recorded_at',
  'input',
  'event_key',
  'lot_id',
  'hold_id',
  'program_version',
  'trace',
];

/** Appends to the ledgers of locked members; a taken number violates the unique index. */
export async function appendEntries(tx: Tx, entries: readonly { memberId: number; entry: Entry }[]): Promise<void> {
  const rows = entries.map(({ memberId, entry }) => [
    memberId,
    entry.seq,
    entry.account,
    entry.kind,
    entry.delta,
    instantText(entry.effectiveAt),
    instantText(entry.recordedAt),
    entry.input,
    entry.eventKey ?? null,
    entry.lotId ?? null,
    entry.holdId ?? null,
    entry.programVersion,
    canonicalJson(entry.trace),
  ]);
  await insertRows(tx, 'ledger_entry', entryColumns, rows);
}

/** A line of a ledger as it was written. */
export interface LedgerEntry {
  seq: number;
  account: Entry['account'];
  kind: EntryKind;
  delta: number;
  effectiveAt: Date;
  recordedAt: Date;
  eventKey: string | null;
  programVersion: number;
  trace: Trace;
}

/** Of which member which ledgers together, after which line, and how many lines, as the key of a look-up. */
export interface EntryPage {
  memberId: number;
  accounts: readonly Entry['account'][];
  first: number;
  afterKey: number | undefined;
}

/** Pages of ledgers by their `EntryPage` as JSON, latest first, one more than asked so that the caller sees whether there is a next page. */
export async function entryPages(database: Database, keys: string[]): Promise<Map<string, LedgerEntry[]>> {
  const selects = keys.map((key) => {
    const { memberId, accounts, first, afterKey } = JSON.parse(key) as EntryPage;
    return {
      text: `SELECT seq, account, kind, delta, effective_at, recorded_at, event_key, program_version, trace FROM ledger_entry
        WHERE member_id = ? AND account IN (${accounts.map(() => '?').join(', ')}) AND seq < ? ORDER BY seq DESC LIMIT ?`,
      values: [memberId, ...accounts, afterKey ?? Number.MAX_SAFE_INTEGER, first + 1],
    };
  });
  const pages = (await selectEach(database, selects)).map((rows) => rows.map(entryOf).sort((a, b) => b.seq - a.seq));
  return new Map(keys.map((key, index) => [key, pages[index] ?? []]));
}

function entryOf(row: RawRow): LedgerEntry {
  return {
    seq: toSafeInt(row.seq),
    account: row.account as Entry['account'],
    kind: row.kind as EntryKind,
    delta: toSafeInt(row.delta),
    effectiveAt: toDate(row.effective_at),
    recordedAt: toDate(row.recorded_at),
    eventKey: row.event_key as string | null,
    programVersion: toSafeInt(row.program_version),
    trace: JSON.parse(String(row.trace)) as Trace,
  };
}

/**
 * Members for whom something is due by then, the longest overdue first, and then those for whom time has not passed the
 * publication of this version yet.
 */
export async function dueMembers(database: Database, now: Date, version: number, limit: number): Promise<number[]> {
  const due: RawRow[] = await database.reader.query(
    'SELECT member_id FROM member_state WHERE due_at <= ? ORDER BY due_at, member_id LIMIT ?',
    [instantText(now.getTime()), limit],
  );
  if (due.length > 0) return due.map((row) => toSafeInt(row.member_id));
  const behind: RawRow[] = await database.reader.query(
    'SELECT member_id FROM member_state WHERE program_version < ? ORDER BY program_version, member_id LIMIT ?',
    [version, limit],
  );
  return behind.map((row) => toSafeInt(row.member_id));
}

/** A member's part of the ledger as sums: what `reconcile` holds against the state. */
export interface LedgerSums {
  points: number;
  growth: number;
  principal: number;
  gift: number;
  saving: number;
  entries: number;
}

/** The sums of the ledgers of members; one without entries is not in the map. */
export async function ledgerSums(database: Database, memberIds: readonly number[]): Promise<Map<number, LedgerSums>> {
  const rows = await selectByKeys(
    database,
    `SELECT member_id, SUM(CASE WHEN account = 'points' THEN delta ELSE 0 END) AS points,
            SUM(CASE WHEN account = 'growth' THEN delta ELSE 0 END) AS growth,
            SUM(CASE WHEN account = 'principal' THEN delta ELSE 0 END) AS principal,
            SUM(CASE WHEN account = 'gift' THEN delta ELSE 0 END) AS gift,
            SUM(CASE WHEN account = 'saving' THEN delta ELSE 0 END) AS saving, COUNT(*) AS entries
       FROM ledger_entry WHERE member_id IN (:keys) GROUP BY member_id`,
    memberIds,
  );
  return new Map(
    rows.map((row) => [
      toSafeInt(row.member_id),
      {
        points: toSafeInt(row.points),
        growth: toSafeInt(row.growth),
        principal: toSafeInt(row.principal),
        gift: toSafeInt(row.gift),
        saving: toSafeInt(row.saving),
        entries: toSafeInt(row.entries),
      },
    ]),
  );
}

/** What each subscription of members saved them, in fen: the sum of its lines, by member and subscription. */
export async function savingsByMember(
  database: Database,
  memberIds: readonly number[],
): Promise<Map<number, Map<string, number>>> {
  const rows = await selectByKeys(
    database,
    `SELECT member_id, delta, trace FROM ledger_entry WHERE member_id IN (:keys) AND account = 'saving'`,
    memberIds,
  );
  const savings = new Map<number, Map<string, number>>();
  for (const { member_id, delta, trace } of rows) {
    const memberId = toSafeInt(member_id);
    const { saving } = JSON.parse(String(trace)) as Trace;
    if (!saving) continue;
    const own = savings.get(memberId) ?? new Map<string, number>();
    savings.set(memberId, own.set(saving.plan, (own.get(saving.plan) ?? 0) + toSafeInt(delta)));
  }
  return savings;
}

/** The next members that have a state, by ascending id. */
export async function membersWithState(database: Database, afterId: number, limit: number): Promise<number[]> {
  const rows: RawRow[] = await database.reader.query(
    'SELECT member_id FROM member_state WHERE member_id > ? ORDER BY member_id LIMIT ?',
    [afterId, limit],
  );
  return rows.map((row) => toSafeInt(row.member_id));
}

/** How many members have a state. */
export async function countMembersWithState(database: Database): Promise<number> {
  const [row]: RawRow[] = await database.reader.query('SELECT COUNT(*) AS members FROM member_state');
  return toSafeInt(row?.members);
}

/** An input as the journal has it. */
export interface JournalEntry {
  input: Input;
  programVersion: number;
}

/** The journals of members, each in its order. */
export async function journalsOf(
  database: Database,
  memberIds: readonly number[],
): Promise<Map<number, JournalEntry[]>> {
  const rows = await selectByKeys(
    database,
    'SELECT member_id, input, program_version FROM journal WHERE member_id IN (:keys) ORDER BY member_id, seq',
    memberIds,
  );
  const journals = new Map(memberIds.map((id): [number, JournalEntry[]] => [id, []]));
  for (const row of rows) {
    const entry = { input: JSON.parse(String(row.input)) as Input, programVersion: toSafeInt(row.program_version) };
    journals.get(toSafeInt(row.member_id))?.push(entry);
  }
  return journals;
}
