import { z } from 'zod';
import { isUniqueViolation } from '../../platform/database/database-errors';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { isKeyText } from '../../platform/key-text';
import { parseInput } from '../../platform/parse-input';
import type { FieldCipher } from '../../platform/secrets';
import { type KeyedCall, once } from '../idempotency';
import { fulfilmentOfSku, lockSku, moveStock } from '../mall';
import { logOperation, type Operator, staffReason } from '../operations';
import { type ClearCode, codeIndexOf, insertCodes, knownIndexes } from './card-codes.store';

/** As many codes as a call takes. */
const MAX_CODES = 500;
const CODE = 'Give 1 to 256 characters, with no white space at the ends.';
const part = z.string(CODE).refine((text) => isKeyText(text, 256), CODE);
const importInput = z.object({
  codes: z
    .array(
      z.object({
        number: part,
        secret: part.nullish().transform((secret) => secret ?? ''),
        validUntil: z.date('Say until when it is good.'),
      }),
    )
    .min(1, 'Give a code.')
    .max(MAX_CODES, `Give at most ${MAX_CODES} codes; import the rest by another call.`),
  reason: staffReason,
});

/** Codes as staff give them, for a SKU. */
export interface CodesToImport {
  skuId: number;
  codes: { number: string; secret?: string | null; validUntil: Date }[];
  reason: string;
}

/** How many codes came into the pool, and how many were known already. */
export interface ImportedCodes {
  imported: number;
  duplicates: number;
}

/**
 * Puts codes into the pool of a SKU and receives them into its stock, once for the call's key. A code that comes twice, or
 * is known already, is counted and left out. Refuses: INPUT_INVALID, NOT_FOUND, STATE_CONFLICT when the product is not
 * brought by card codes, ALREADY_EXISTS when somebody imports the same codes at this moment, and what `once` refuses.
 */
export async function importCodes(
  tx: Tx,
  { cipher, by }: { cipher: FieldCipher; by: Operator },
  call: Omit<KeyedCall, 'input'>,
  { skuId, ...input }: CodesToImport,
): Promise<ImportedCodes> {
  const { codes, reason } = parseInput(importInput, input);
  // The hash of the call is kept: it must not be one of codes that could be guessed.
  const named = codes.map((code) => `${codeIndexOf(cipher, code)} ${code.validUntil.getTime()}`);
  const keyed = { ...call, input: { skuId, codes: named, reason } };
  const made = await once(tx, keyed, by.now, async () => {
    assertGood(codes, by.now);
    const fulfilment = await fulfilmentOfSku(tx, skuId);
    if (!fulfilment) throw new Refusal('NOT_FOUND', 'There is no such variant.', ['skuId']);
    if (fulfilment.by !== 'cardCodes') {
      throw new Refusal('STATE_CONFLICT', 'Its product is not brought by card codes: change that first.', ['skuId']);
    }
    const { imported, duplicates } = await addCodes(tx, { cipher, by }, { skuId, codes, reason });
    const object = { kind: 'MallSku', id: skuId } as const;
    await logOperation(tx, by, { action: 'cardCodesImport', object, after: { imported, duplicates }, reason });
    return `${imported} ${duplicates}`;
  });
  const [imported = 0, duplicates = 0] = made.split(' ').map(Number);
  return { imported, duplicates };
}

function assertGood(codes: readonly ClearCode[], now: Date): void {
  const index = codes.findIndex(({ validUntil }) => validUntil !== null && validUntil <= now);
  if (index < 0) return;
  throw new Refusal('INPUT_INVALID', 'Its time is over already.', ['codes', String(index), 'validUntil']);
}

/** Puts those of the codes into the pool of a SKU, and into its stock, that are not known. */
export async function addCodes(
  tx: Tx,
  { cipher, by }: { cipher: FieldCipher; by: Operator },
  { skuId, codes, reason }: { skuId: number; codes: readonly ClearCode[]; reason: string },
): Promise<ImportedCodes> {
  await lockSku(tx, skuId);
  const { actor, now: at } = by;
  const byIndex = new Map(codes.map((code) => [codeIndexOf(cipher, code), code]));
  const known = await knownIndexes(tx, [...byIndex.keys()]);
  const fresh = [...byIndex].filter(([index]) => !known.has(index)).map(([, code]) => code);
  if (fresh.length > 0) {
    await insertFresh(tx, cipher, fresh, { skuId, at });
    const received = { available: fresh.length, reserved: 0, sold: 0 };
    await moveStock(tx, { skuId, kind: 'RECEIVE', ...received, actor, reason, at });
  }
  return { imported: fresh.length, duplicates: codes.length - fresh.length };
}

async function insertFresh(
  tx: Tx,
  cipher: FieldCipher,
  fresh: readonly ClearCode[],
  to: { skuId: number; at: Date },
): Promise<void> {
  try {
    await insertCodes(tx, cipher, fresh, { ...to, state: 'FREE', orderId: null });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    // Under another SKU, or it would have waited.
    throw new Refusal('ALREADY_EXISTS', 'Somebody imports the same codes at this moment: look, and try again.', [
      'codes',
    ]);
  }
}
