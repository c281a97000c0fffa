import type { Database } from '../../platform/database/open-database';
import { insertRows, insertRowsForIds, type RawRow, selectByKeys, upsertRows } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { instantText, toDate, toSafeInt } from '../../platform/database/values';
import type { FieldCipher } from '../../platform/secrets';
import { type CardCodeRevealRow, CardCodeRow, type CardCodeState } from './card-codes.entities';

/** A code in the clear: never logged, and never in an answer but that of the one reveal. */
export interface ClearCode {
  number: string;
  /** Empty: the number is all there is. */
  secret: string;
  validUntil: Date | null;
}

/** Where codes go that are new. */
export interface NewCodes {
  skuId: number;
  state: Extract<CardCodeState, 'FREE' | 'ASSIGNED' | 'VOID'>;
  orderId: number | null;
  at: Date;
}

const HINT = 4;

/** The blind index of a code: the same number and secret have the same. */
export function codeIndexOf(cipher: FieldCipher, { number, secret }: Pick<ClearCode, 'number' | 'secret'>): string {
  return cipher.blindIndex(`card code ${JSON.stringify([number, secret])}`);
}

/** Those of the blind indexes that some code has already. */
export async function knownIndexes(tx: Tx, indexes: readonly string[]): Promise<Set<string>> {
  const rows = await selectByKeys(tx, 'SELECT code_index FROM card_code WHERE code_index IN (:keys)', indexes);
  return new Set(rows.map(({ code_index }) => String(code_index)));
}

const COLUMNS = ['sku_id', 'number', 'secret', 'code_index', 'hint', 'valid_until', 'state', 'order_id', 'created_at'];

/** Adds codes, encrypted for the row that each gets. One that is there already violates the unique index. */
export async function insertCodes(
  tx: Tx,
  cipher: FieldCipher,
  codes: readonly ClearCode[],
  { skuId, state, orderId, at }: NewCodes,
): Promise<void> {
  const assignedAt = orderId === null ? null : instantText(at);
  const rowsOf = (sealed: (column: 'number' | 'secret', index: number) => string) =>
    codes.map((code, index) => [
      ...[skuId, sealed('number', index), sealed('secret', index), codeIndexOf(cipher, code), hintOf(code.number)],
      ...[code.validUntil && instantText(code.validUntil), state, orderId, instantText(at), assignedAt],
    ]);
  const columns = [...COLUMNS, 'assigned_at'];
  // The row's number is part of the encryption.
  const ids = await insertRowsForIds(
    tx,
    'card_code',
    columns,
    rowsOf(() => ''),
  );
  const seal = (column: 'number' | 'secret', index: number) =>
    cipher.encrypt(codes[index]?.[column] ?? '', placeOf(column, ids[index] ?? 0));
  const rows = rowsOf(seal).map((row, index) => [ids[index] ?? 0, ...row]);
  await upsertRows(tx, 'card_code', 'id', ['id', ...columns], rows);
}

/** The code of a row in the clear. */
export function clearCode(cipher: FieldCipher, { id, number, secret, validUntil }: CardCodeRow): ClearCode {
  const open = (column: 'number' | 'secret', stored: string) => cipher.decrypt(stored, placeOf(column, id));
  return { number: open('number', number), secret: open('secret', secret), validUntil };
}

const placeOf = (column: 'number' | 'secret', rowId: number) => ({ table: 'card_code', column, rowId });

/** At most half of the number. */
function hintOf(number: string): string {
  const signs = [...number];
  const shown = Math.min(HINT, Math.floor(signs.length / 2));
  return shown === 0 ? '' : signs.slice(-shown).join('');
}

/** The codes of a locked SKU's pool that are good at an instant, soonest end first; at most so many. */
export async function freeCodes(tx: Tx, skuId: number, now: Date, limit: number): Promise<number[]> {
  const rows: RawRow[] = await tx.query(
    `SELECT id FROM card_code WHERE state = 'FREE' AND sku_id = ? AND valid_until > ? ORDER BY valid_until, id LIMIT ?`,
    [skuId, instantText(now), limit],
  );
  return rows.map(({ id }) => toSafeInt(id));
}

/** Changes codes of a locked SKU or of a locked member's order. */
export async function saveCodes(
  tx: Tx,
  ids: readonly number[],
  change: Partial<Pick<CardCodeRow, 'state' | 'orderId' | 'assignedAt' | 'revealedAt'>>,
): Promise<void> {
  if (ids.length > 0) await tx.update(CardCodeRow, [...ids], change);
}

/** Takes the codes out of a locked SKU's pool whose time is over; how many good ones are left in it. */
export async function voidExpired(tx: Tx, skuId: number, now: Date): Promise<number> {
  await tx.query(`UPDATE card_code SET state = 'VOID' WHERE state = 'FREE' AND sku_id = ? AND valid_until <= ?`, [
    skuId,
    instantText(now),
  ]);
  const [row]: RawRow[] = await tx.query(`SELECT COUNT(*) AS free FROM card_code WHERE state = 'FREE' AND sku_id = ?`, [
    skuId,
  ]);
  return toSafeInt(row?.free);
}

/** The SKUs in whose pools are codes whose time is over, by rising id. */
export async function skusWithExpired(database: Database, now: Date): Promise<number[]> {
  const rows: RawRow[] = await database.reader.query(
    `SELECT DISTINCT sku_id FROM card_code WHERE state = 'FREE' AND valid_until <= ? ORDER BY sku_id`,
    [instantText(now)],
  );
  return rows.map(({ sku_id }) => toSafeInt(sku_id));
}

/** The codes of a locked member's order that are still to be seen. */
export function unseenCodes(tx: Tx, orderId: number): Promise<CardCodeRow[]> {
  return tx.find(CardCodeRow, { where: { orderId, state: 'ASSIGNED' }, order: { id: 'ASC' } });
}

/** A code by row; null: there is none. */
export function codeById(tx: Tx, id: number): Promise<CardCodeRow | null> {
  return tx.findOneBy(CardCodeRow, { id });
}

/** Codes by row id. */
export async function codesById(database: Database, ids: readonly number[]): Promise<Map<number, CardCodeRow>> {
  const rows = await database.reader
    .getRepository(CardCodeRow)
    .createQueryBuilder('c')
    .where('c.id IN (:...ids)', { ids })
    .getMany();
  return new Map(rows.map((row) => [row.id, row]));
}

/** The codes that orders brought their members, by row id of the order. */
export async function codesOfOrders(
  database: Database,
  orderIds: readonly number[],
): Promise<Map<number, CardCodeRow[]>> {
  const rows = await database.reader
    .getRepository(CardCodeRow)
    .createQueryBuilder('c')
    .where('c.order_id IN (:...orderIds) AND c.state IN (:...states)', { orderIds, states: ['ASSIGNED', 'REVEALED'] })
    .orderBy('c.id')
    .getMany();
  const codes = new Map<number, CardCodeRow[]>();
  for (const row of rows) codes.set(row.orderId ?? 0, [...(codes.get(row.orderId ?? 0) ?? []), row]);
  return codes;
}

/** Writes down that somebody saw a code. */
export async function insertReveal(tx: Tx, reveal: Omit<CardCodeRevealRow, 'id'>): Promise<void> {
  const { cardCodeId, memberId, at, address, requestId } = reveal;
  const columns = ['card_code_id', 'member_id', 'at', 'address', 'request_id'];
  await insertRows(tx, 'card_code_reveal', columns, [[cardCodeId, memberId, instantText(at), address, requestId]]);
}

/** When somebody saw codes, the latest last, by row id of the code. */
export async function revealsOfCodes(
  database: Database,
  codeIds: readonly number[],
): Promise<Map<number, Omit<CardCodeRevealRow, 'id'>[]>> {
  const rows = await selectByKeys(
    database,
    `SELECT card_code_id, member_id, at, address, request_id FROM card_code_reveal
      WHERE card_code_id IN (:keys) ORDER BY card_code_id, id`,
    codeIds,
  );
  const reveals = new Map<number, Omit<CardCodeRevealRow, 'id'>[]>();
  for (const row of rows) {
    const cardCodeId = toSafeInt(row.card_code_id);
    const reveal = {
      ...{ cardCodeId, memberId: toSafeInt(row.member_id), at: toDate(row.at) },
      ...{ address: String(row.address), requestId: String(row.request_id) },
    };
    reveals.set(cardCodeId, [...(reveals.get(cardCodeId) ?? []), reveal]);
  }
  return reveals;
}
