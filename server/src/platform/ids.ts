import { LRUCache } from 'lru-cache';
import Sqids from 'sqids';

/** The kinds of object that have an id outside, and their prefix. A prefix is never reused for another kind. */
export const idPrefixes = {
  Address: 'adr',
  Adjustment: 'adj',
  CardCode: 'ccd',
  MallCategory: 'mct',
  MallOrder: 'ord',
  MallProduct: 'prd',
  MallShipment: 'shp',
  MallSku: 'sku',
  Member: 'mbr',
  Notification: 'ntf',
  Partner: 'prt',
  ProgramVersion: 'pgv',
  MergeRequest: 'mrq',
  PlanCode: 'pcd',
  PlanRefundRequest: 'prr',
  PlanSubscription: 'sub',
  Simulation: 'sim',
} as const;

/** A kind of object with an id outside. */
export type IdKind = keyof typeof idPrefixes;

// The alphabet is shuffled once and then fixed for ever: ids handed out must stay readable.
const sqids = new Sqids({ alphabet: 'q5WkT3bYcGxLr0HnPzV8mDsJf1Qe7CtRa9XwUj2KyFi4NvEo6BhMgSpZuAdl', minLength: 8 });

// Of whom a screen tells, several screens tell; encoding is slow because it avoids rude words.
const encoded = new LRUCache<number, string>({ max: 20_000 });

function encodedNumber(rowId: number): string {
  let text = encoded.get(rowId);
  if (text === undefined) {
    text = sqids.encode([rowId]);
    encoded.set(rowId, text);
  }
  return text;
}

/** The typed, opaque id of a row for the outside, such as `mbr_4fT9xQ2a`. Opaque, not secret: never a permission. */
export function encodeId(kind: IdKind, rowId: number): string {
  return `${idPrefixes[kind]}_${encodedNumber(rowId)}`;
}

/** The row id behind an id of this kind; `undefined` when it is not one, so that a bad id is simply not found. */
export function decodeId(kind: IdKind, id: string): number | undefined {
  const prefix = `${idPrefixes[kind]}_`;
  if (!id.startsWith(prefix)) return undefined;
  const [rowId, ...rest] = sqids.decode(id.slice(prefix.length));
  if (rowId === undefined || rest.length > 0 || !Number.isSafeInteger(rowId)) return undefined;
  // Several strings decode to one number; only the canonical one is an id.
  return encodeId(kind, rowId) === id ? rowId : undefined;
}

/** Which kind of object an id names; `undefined` for no known kind. */
export function kindOfId(id: string): IdKind | undefined {
  const prefix = id.slice(0, id.indexOf('_'));
  return (Object.keys(idPrefixes) as IdKind[]).find((kind) => idPrefixes[kind] === prefix);
}

/** Parts of a member's accounts that have an id of their own, and their prefix. */
const partPrefixes = { hold: 'hld', recharge: 'rcg', walletSpend: 'wsp' } as const;

type PartKind = keyof typeof partPrefixes;

/** The id of a part of a member's accounts, such as `hld_Uk86I66oU4Rf`: it leads to the member. */
export function encodePartId(kind: PartKind, memberId: number, number: number): string {
  return `${partPrefixes[kind]}_${sqids.encode([memberId, number])}`;
}

/** The member behind the id of such a part; `undefined` when it is not one of this kind. */
export function decodePartId(kind: PartKind, id: string): number | undefined {
  const prefix = `${partPrefixes[kind]}_`;
  if (!id.startsWith(prefix) || id.length > 40) return undefined;
  const [memberId, number, ...rest] = sqids.decode(id.slice(prefix.length));
  if (memberId === undefined || number === undefined || rest.length > 0) return undefined;
  return encodePartId(kind, memberId, number) === id ? memberId : undefined;
}

/** The id of a coupon, such as `cpn_Uk86I66oU4Rf`: the member to whom it was given, and its number with them. */
export function encodeCouponId(memberId: number, number: number): string {
  return `cpn_${sqids.encode([memberId, number])}`;
}

/** The member to whom a coupon was given and its number; `undefined` when it is no coupon's id. */
export function decodeCouponId(id: string): { memberId: number; number: number } | undefined {
  if (!id.startsWith('cpn_') || id.length > 40) return undefined;
  const [memberId, number, ...rest] = sqids.decode(id.slice('cpn_'.length));
  if (memberId === undefined || number === undefined || rest.length > 0) return undefined;
  return encodeCouponId(memberId, number) === id ? { memberId, number } : undefined;
}
