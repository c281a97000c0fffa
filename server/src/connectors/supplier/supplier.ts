/** What a supplier is asked for. */
export interface SupplyOrder {
  /** Our number of it, at most 32 letters and digits. */
  number: string;
  /** The supplier's word for what is wanted. */
  item: string;
  quantity: number;
  /** The phone that is topped up; undefined: it brings codes, or is handed over elsewhere. */
  account?: string;
  /** What it is worth in shops, all of it. */
  amountFen: number;
}

/** A card code that a supplier gave. */
export interface SuppliedCode {
  number: string;
  /** Empty: the number is all there is. */
  secret: string;
  /** Null: the supplier did not say. */
  validUntil: Date | null;
}

/**
 * How a supply stands with its supplier. `unknown`: nothing that can be believed was answered, so it may or may not have
 * been done. `failed` is for good: it was not done and will not be.
 */
export type SupplyStanding =
  | { state: 'accepted'; supplierRef?: string }
  | { state: 'succeeded'; supplierRef?: string; codes: SuppliedCode[] }
  | { state: 'failed'; code: string; message: string }
  | { state: 'unknown'; message: string };

/** The same when asked for it: `absent` means that the supplier has never heard of the number. */
export type AskedStanding = SupplyStanding | { state: 'absent' };

/** What a callback says, verified. It is compared with what was asked for before it counts. */
export interface SupplyNotice {
  number: string;
  merchant: string;
  amountFen: number;
  account?: string;
  standing: SupplyStanding;
}

/** Thrown for a callback that is not the supplier's: nothing of it may be believed. */
export class CallbackRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CallbackRefused';
  }
}

/**
 * What Rungs needs of whoever supplies benefits and top-ups. None may be called inside a transaction of the database, and
 * none throws: what cannot be known is `unknown`.
 */
export interface Supplier {
  /** Ours with the supplier. */
  readonly merchant: string;
  /** Places an order. To be called once for a number: what became of it is asked for by `query`. */
  place(order: SupplyOrder): Promise<SupplyStanding>;
  query(number: string): Promise<AskedStanding>;
  /** Verifies a callback over all its parameters and reads it. Throws CallbackRefused. */
  parseCallback(contentType: string | undefined, body: string): SupplyNotice;
}

/** The suppliers there are, by their code in `SUPPLIERS`. */
export type Suppliers = ReadonlyMap<string, Supplier>;
