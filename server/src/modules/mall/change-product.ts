import { type Program, primaryTrack } from '../../engine/program';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal, type RefusalReason } from '../../platform/errors';
import { unknownMedia } from '../media';
import { logOperation, type Operator } from '../operations';
import type { ProductGate, ProductKind, ProductRow, ProductState, PurchaseLimit, SkuRow } from './mall.entities';
import * as store from './mall.store';
import {
  type ProductDraft,
  type ProductInput,
  readCategory,
  readCode,
  readProduct,
  type SkuDraft,
} from './read-product';

/** Who changes the catalogue, when, and under which program. */
export interface CatalogueChange extends Operator {
  program: Program;
}

/** Adds a category, or writes the one of this code anew; returns its row. Refuses INPUT_INVALID. */
export async function saveCategory(
  tx: Tx,
  by: Operator,
  input: { code: string; name: { zh: string; en: string }; sort: number },
): Promise<number> {
  const { code, name, sort } = readCategory(input);
  const old = await store.categoryByCode(tx, code);
  const id = await store.saveCategory(tx, old?.id, { code, name: JSON.stringify(name), sort });
  const before = old ? { code, name: JSON.parse(old.name), sort: old.sort } : undefined;
  const object = { kind: 'MallCategory', id } as const;
  await logOperation(tx, by, { action: 'mallCategorySave', object, before, after: { code, name, sort } });
  return id;
}

/**
 * Adds a product, which nobody is offered yet; returns its row. Refuses: INPUT_INVALID, ALREADY_EXISTS, LEVEL_UNKNOWN,
 * NOT_FOUND for a category or a picture.
 */
export async function createProduct(
  tx: Tx,
  change: CatalogueChange,
  input: ProductInput & { code: string; kind: ProductKind },
): Promise<number> {
  const code = readCode(input);
  const draft = readProduct(input.kind, input);
  if (draft.skus.length === 0) throw new Refusal('INPUT_INVALID', 'Give at least one variant.', ['skus']);
  await requireReferences(tx, change.program, input, draft);
  if (await store.productCodeIsTaken(tx, code)) {
    throw new Refusal('ALREADY_EXISTS', 'Another product has this code: choose another one.', ['code']);
  }
  await requireFreeSkuCodes(tx, draft.skus, undefined);
  const { now } = change;
  const columns = await columnsOf(tx, draft);
  const state = 'DRAFT' as const;
  const id = await store.insertProduct(tx, { ...columns, code, state, createdAt: now, updatedAt: now });
  for (const sku of draft.skus) await store.insertSku(tx, id, skuColumnsOf(sku));
  const object = { kind: 'MallProduct', id } as const;
  await logOperation(tx, change, { action: 'mallProductCreate', object, after: { code, ...loggedOf(draft) } });
  return id;
}

/**
 * Changes a product: what is left out stays. Variants are told by their codes, which never change; those not named
 * stay too. Refuses: NOT_FOUND, INPUT_INVALID, ALREADY_EXISTS, LEVEL_UNKNOWN, STATE_CONFLICT for a variant that cannot
 * be removed.
 */
export async function updateProduct(
  tx: Tx,
  change: CatalogueChange,
  id: number,
  { removeSkus = [], ...input }: ProductInput & { removeSkus?: string[] },
): Promise<void> {
  const row = await productOf(tx, id);
  const rows = await store.skusOfProduct(tx, id);
  const old = await draftOf(tx, row, rows);
  const draft = readProduct(row.kind, input, old);
  await requireReferences(tx, change.program, input, draft);
  await requireFreeSkuCodes(tx, draft.skus, id);
  await removeVariants(tx, rows, draft.skus, removeSkus);
  await store.saveProduct(tx, id, { ...(await columnsOf(tx, draft)), updatedAt: change.now });
  const known = new Map(rows.map((sku) => [sku.code, sku.id]));
  for (const sku of draft.skus) {
    const skuId = known.get(sku.code);
    if (skuId === undefined) await store.insertSku(tx, id, skuColumnsOf(sku));
    else await store.saveSku(tx, skuId, skuColumnsOf(sku));
  }
  const kept = old.skus.filter(
    ({ code }) => !removeSkus.includes(code) && !draft.skus.some((sku) => sku.code === code),
  );
  const after = loggedOf({ ...draft, skus: [...kept, ...draft.skus] });
  const object = { kind: 'MallProduct', id } as const;
  await logOperation(tx, change, { action: 'mallProductUpdate', object, before: loggedOf(old), after });
}

/** Offers a product, or offers it no more. Refuses: NOT_FOUND, STATE_CONFLICT when that is so already. */
export async function setProductState(
  tx: Tx,
  by: Operator,
  id: number,
  state: Exclude<ProductState, 'DRAFT'>,
): Promise<void> {
  const row = await productOf(tx, id);
  const isOffered = row.state === 'PUBLISHED';
  if (isOffered === (state === 'PUBLISHED')) {
    const message = isOffered ? 'The product is offered already.' : 'The product is not offered: publish it first.';
    throw new Refusal('STATE_CONFLICT', message, ['productId']);
  }
  await store.saveProduct(tx, id, { state, updatedAt: by.now });
  const action = state === 'PUBLISHED' ? 'mallProductPublish' : 'mallProductUnpublish';
  const object = { kind: 'MallProduct', id } as const;
  await logOperation(tx, by, { action, object, before: { state: row.state }, after: { state } });
}

async function productOf(tx: Tx, id: number): Promise<ProductRow> {
  const row = await store.productById(tx, id);
  if (!row) throw new Refusal('NOT_FOUND', 'There is no such product.', ['productId']);
  return row;
}

/** What the product names must exist. Levels and plans only as far as they are given: a program may drop some later. */
async function requireReferences(tx: Tx, program: Program, input: ProductInput, draft: ProductDraft): Promise<void> {
  const known = primaryTrack(program).levels.map(({ code }) => code);
  const unknownLevels = (levels: readonly string[] | null | undefined, path: string[]): RefusalReason[] =>
    (levels ?? []).flatMap((level, index) => {
      const message = `The program has no level ${level}, only ${known.join(', ')}.`;
      return known.includes(level) ? [] : [{ code: 'LEVEL_UNKNOWN' as const, message, field: [...path, `${index}`] }];
    });
  const codes = program.plans.map(({ code }) => code);
  const unknownPlans = (input.plans ?? []).flatMap((plan, index): RefusalReason[] => {
    const message = `The program has no plan ${plan}, only ${codes.join(', ') || '(none)'}.`;
    return codes.includes(plan) ? [] : [{ code: 'PLAN_UNKNOWN', message, field: ['plans', `${index}`] }];
  });
  const reasons = [
    ...unknownLevels(input.levels, ['levels']),
    ...unknownPlans,
    ...(input.limits ?? []).flatMap(({ levels }, index) => unknownLevels(levels, ['limits', `${index}`, 'levels'])),
  ];
  if (draft.category !== null && !(await store.categoryByCode(tx, draft.category))) {
    reasons.push({ code: 'NOT_FOUND', message: 'There is no such category: save it first.', field: ['category'] });
  }
  for (const name of await unknownMedia(tx, draft.images)) {
    const field = ['images', String(draft.images.indexOf(name))];
    reasons.push({ code: 'NOT_FOUND', message: 'There is no such picture: send it to POST /media first.', field });
  }
  if (reasons.length > 0) throw Refusal.of(reasons);
}

async function requireFreeSkuCodes(tx: Tx, skus: readonly SkuDraft[], productId: number | undefined): Promise<void> {
  const codes = skus.map(({ code }) => code);
  const taken = (await store.skusByCode(tx, codes)).filter((row) => row.productId !== productId);
  const reasons = taken.map(({ code }) => ({
    code: 'ALREADY_EXISTS' as const,
    message: 'A variant of another product has this code: choose another one.',
    field: ['skus', String(codes.indexOf(code)), 'code'],
  }));
  if (reasons.length > 0) throw Refusal.of(reasons);
}

/** Removes variants: none whose stock has ever moved, for the stock ledger tells of it. */
async function removeVariants(
  tx: Tx,
  rows: readonly SkuRow[],
  written: readonly SkuDraft[],
  codes: readonly string[],
): Promise<void> {
  const removed = rows.filter(({ code }) => codes.includes(code) && !written.some((sku) => sku.code === code));
  const field = ['removeSkus'];
  if (removed.length < new Set(codes).size) {
    throw new Refusal('NOT_FOUND', 'Name variants that the product has, and that are not written here too.', field);
  }
  if (removed.length === 0) return;
  if (removed.length === rows.length && written.every(({ code }) => rows.some((row) => row.code === code))) {
    throw new Refusal('INPUT_INVALID', 'Leave at least one variant.', field);
  }
  const deleted = await store.deleteUnmovedSkus(
    tx,
    removed.map(({ id }) => id),
  );
  if (deleted < removed.length) {
    throw new Refusal('STATE_CONFLICT', 'It has had stock, so it stays: adjust its stock to 0 instead.', field);
  }
}

async function columnsOf(
  tx: Tx,
  draft: ProductDraft,
): Promise<Omit<ProductRow, 'id' | 'code' | 'state' | 'createdAt' | 'updatedAt'>> {
  const { kind, sort, shelfFrom, shelfUntil, levels, plans, category } = draft;
  const found = category === null ? null : await store.categoryByCode(tx, category);
  const limits = draft.limits.map(({ levels, ...limit }): PurchaseLimit => (levels ? { ...limit, levels } : limit));
  return {
    ...{ kind, sort, shelfFrom, shelfUntil, categoryId: found?.id ?? null },
    name: JSON.stringify(draft.name),
    description: JSON.stringify(draft.description),
    attributes: JSON.stringify(draft.attributes),
    images: JSON.stringify(draft.images),
    gate: JSON.stringify({ ...(levels ? { levels } : {}), ...(plans ? { plans } : {}) } satisfies ProductGate),
    limits: JSON.stringify(limits),
    fulfilment: JSON.stringify(draft.fulfilment),
  };
}

function skuColumnsOf({ attributes, ...sku }: SkuDraft): store.SkuWords {
  return { ...sku, attributes: JSON.stringify(attributes) };
}

/** A product as staff would have written it. */
async function draftOf(tx: Tx, row: ProductRow, rows: readonly SkuRow[]): Promise<ProductDraft> {
  const { kind, sort, shelfFrom, shelfUntil, categoryId } = row;
  const { levels = null, plans = null } = JSON.parse(row.gate) as ProductGate;
  const limits = (JSON.parse(row.limits) as PurchaseLimit[]).map((limit) => ({
    ...limit,
    levels: limit.levels ?? null,
  }));
  return {
    ...{ kind, sort, shelfFrom, shelfUntil, levels, plans, limits },
    category: categoryId === null ? null : ((await store.categoryById(tx, categoryId))?.code ?? null),
    name: JSON.parse(row.name),
    description: JSON.parse(row.description),
    attributes: JSON.parse(row.attributes),
    images: JSON.parse(row.images),
    fulfilment: JSON.parse(row.fulfilment),
    skus: rows.map(({ code, attributes, sort, marketPriceFen, pointsPrice, cashPoints, cashFen, alertAt }) => ({
      ...{ code, sort, marketPriceFen, pointsPrice, cashPoints, cashFen, alertAt },
      attributes: JSON.parse(attributes),
    })),
  };
}

/** As the log has it: each variant is a field of its own. */
function loggedOf({ skus, ...product }: ProductDraft): Record<string, unknown> {
  return { ...product, ...Object.fromEntries(skus.map(({ code, ...sku }) => [`sku:${code}`, sku])) };
}
