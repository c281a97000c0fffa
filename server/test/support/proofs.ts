import { createHash } from 'node:crypto';
import { canonicalJson } from '../../src/engine/canonical';
import { reconcile, statesAfter, verifyJournals } from '../../src/modules/journal';
import { joinedAtOfMembers } from '../../src/modules/members';
import { ProgramCatalogue } from '../../src/modules/programs';
import { type Clock, systemClock } from '../../src/platform/clock';
import type { Database } from '../../src/platform/database/open-database';
import type { Sums } from './history-models';
import { brokenInvariants } from './invariants';
import { tableRows } from './table-rows';

/** Everything that the ledger equations, a second fold of all journals, and the invariants of the tables find wrong. */
export async function faultsOf(database: Database, clock: Clock = systemClock): Promise<unknown[]> {
  const { timeline } = await new ProgramCatalogue(database, clock).current();
  const found: unknown[] = Object.entries(await brokenInvariants(database));
  for await (const difference of reconcile(database)) found.push(difference);
  const joined = (ids: number[]) => joinedAtOfMembers(database, ids);
  for await (const difference of verifyJournals(database, timeline, joined)) found.push(difference);
  return found;
}

/** The canonical state of every member that has one, with what is finished in it, by the partner's reference. */
export async function canonicalStates(database: Database): Promise<Map<string, string>> {
  const refs = await refsByMember(database);
  const finished = await finishedByMember(database);
  const states = [...(await statesAfter(database, 0, 1_000_000))].map(([id, { state }]): [string, string] => {
    // What came back into the state stands there as it is, and behind it as it was.
    const closed = (finished.get(id) ?? []).filter(
      ([item]) => !state.lots[Number(item.replace('lot:', ''))] && !state.coupons[item.replace('coupon:', '')],
    );
    return [refs.get(id) ?? '', [canonicalJson(state), ...closed.map((row) => row.join(' '))].join('\n')];
  });
  return new Map(states.sort());
}

async function finishedByMember(database: Database): Promise<Map<number, [item: string, value: string][]>> {
  const rows: { member_id: unknown; item: string; value: string }[] = await database.reader.query(
    'SELECT member_id, item, value FROM member_archive ORDER BY member_id, item',
  );
  const finished = new Map<number, [string, string][]>();
  for (const { member_id, item, value } of rows) {
    const own = finished.get(Number(member_id)) ?? [];
    finished.set(Number(member_id), [...own, [item, value]]);
  }
  return finished;
}

/** The partners' references by member; where one has several, one of them. */
export async function refsByMember(database: Database): Promise<Map<number, string>> {
  const rows: { member_id: unknown; subject: string }[] = await database.reader.query(
    "SELECT member_id, subject FROM identity WHERE provider LIKE 'partner:%' ORDER BY subject",
  );
  return new Map(rows.map((row) => [Number(row.member_id), row.subject]));
}

/** SHA-256 of every table, by name: two of them are equal when every row is. */
export async function tableChecksums(database: Database): Promise<Record<string, string>> {
  const tables = Object.entries(await tableRows(database));
  return Object.fromEntries(
    tables.map(([name, rows]) => [name, createHash('sha256').update(JSON.stringify(rows)).digest('hex')]),
  );
}

/** What the ledgers of every member add up to, by the kind of line. */
export async function ledgerSums(database: Database): Promise<Map<string, Sums>> {
  const refs = await refsByMember(database);
  const sums = new Map<string, Sums>();
  for (const ref of refs.values()) {
    sums.set(ref, { growth: 0, points: 0, reversedGrowth: 0, reversedPoints: 0, expired: 0 });
  }
  const rows: { member_id: unknown; account: string; kind: string; sum: unknown }[] = await database.reader.query(
    // What rules and formulas give; gifts and packs come without an event.
    `SELECT member_id, account, kind, SUM(delta) AS sum FROM ledger_entry
      WHERE kind <> 'earn' OR event_key IS NOT NULL GROUP BY member_id, account, kind`,
  );
  const fields: Record<string, keyof Sums> = {
    'growth earn': 'growth',
    'growth formula': 'growth',
    'points earn': 'points',
    'growth reverse': 'reversedGrowth',
    'points reverse': 'reversedPoints',
    'points expire': 'expired',
  };
  for (const { member_id, account, kind, sum } of rows) {
    const field = fields[`${account} ${kind}`];
    const own = sums.get(refs.get(Number(member_id)) ?? '');
    if (!field || !own) throw new Error(`A line of kind ${kind} is not expected.`);
    own[field] += Math.abs(Number(sum));
  }
  return sums;
}
