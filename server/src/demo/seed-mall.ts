import type { FileStore } from '../connectors/files/file-store';
import { type Program, primaryTrack } from '../engine/program';
import { addCodes } from '../modules/card-codes';
import { addCatalogue, type CatalogueToAdd, catalogueVersion, skusByCode } from '../modules/mall';
import { recordMedia, storePictures } from '../modules/media';
import { ProgramCatalogue } from '../modules/programs';
import type { Database } from '../platform/database/open-database';
import { inTransaction, type Tx } from '../platform/database/unit-of-work';
import { InvariantError } from '../platform/errors';
import type { FieldCipher } from '../platform/secrets';
import { drawPicture } from './mall-pictures';
import { type DemoProduct, demoCategories, demoProducts } from './mall-products';

const DAY_MS = 24 * 3600 * 1000;

/** Puts the demo's products, with pictures and card codes, into a mall that nobody has changed yet, all or nothing. */
export async function seedMall(database: Database, files: FileStore, cipher: FieldCipher, now: Date): Promise<void> {
  if ((await catalogueVersion(database)) > 0) return;
  const { program } = await new ProgramCatalogue(database, { businessNow: () => now, wallNow: () => now }).current();
  const stored = await storePictures(
    files,
    demoProducts.map(({ picture }) => drawPicture(...picture)),
  );
  if (!stored) throw new InvariantError('A picture of the demo is none that may be stored.');
  const by = { actor: 'system', now };
  await inTransaction(database, async (tx) => {
    await recordMedia(tx, stored, by);
    const products = demoProducts.map((product, index) =>
      productOf(program, product, stored[index]?.name ?? '', index),
    );
    await addCatalogue(tx, { ...by, program }, { ...categoriesAndStock(), products });
    for (const product of demoProducts.filter(isByCodes)) await addDemoCodes(tx, cipher, by, product);
  });
}

const isByCodes = ({ supplier }: DemoProduct) => supplier !== undefined && supplier.item === undefined;

/** As many codes as it has stock, good for ten years: the clock of the demo may be moved far. */
async function addDemoCodes(
  tx: Tx,
  cipher: FieldCipher,
  by: { actor: string; now: Date },
  { code, stock }: DemoProduct,
): Promise<void> {
  const [sku] = await skusByCode(tx, [code]);
  if (!sku) throw new InvariantError(`The demo has no variant ${code}.`);
  const validUntil = new Date(by.now.getTime() + 3650 * DAY_MS);
  const numbered = Array.from({ length: stock }, (_, index) => String(index + 1).padStart(4, '0'));
  const codes = numbered.map((number) => ({
    number: `${code.toUpperCase()}-2026-${number}`,
    secret: cipher.blindIndex(`demo ${code} ${number}`).slice(0, 12).toUpperCase(),
    validUntil,
  }));
  await addCodes(tx, { cipher, by }, { skuId: sku.id, codes, reason: 'opening stock' });
}

function categoriesAndStock(): Omit<CatalogueToAdd, 'products'> {
  return {
    categories: demoCategories.map(([code, zh, en], sort) => ({ code, name: { zh, en }, sort })),
    stock: Object.fromEntries(
      demoProducts
        .filter((product) => !isByCodes(product))
        .flatMap((product) => variantsOf(product).map(({ code }) => [code, product.stock])),
    ),
  };
}

function productOf(
  program: Program,
  product: DemoProduct,
  image: string,
  index: number,
): CatalogueToAdd['products'][number] {
  const { code, category, name, description, fromRank, withPlan, limit, supplier } = product;
  const plans = program.plans.map((plan) => plan.code);
  const ranks = primaryTrack(program).levels.map((level) => level.code);
  return {
    ...{ code, category, images: [image], sort: index * 10 },
    // Whatever the program: at least its highest level.
    levels: fromRank === undefined ? undefined : ranks.slice(Math.min(fromRank, ranks.length - 1)),
    plans: withPlan && plans.length > 0 ? plans : undefined,
    kind: supplier?.kind ?? 'PHYSICAL',
    name: { zh: name[0], en: name[1] },
    description: { zh: description[0], en: description[1] },
    limits: limit && [{ count: limit[0], per: limit[1] }],
    fulfilment: fulfilmentOf(supplier),
    skus: variantsOf(product),
  };
}

function fulfilmentOf(supplier: DemoProduct['supplier']) {
  if (!supplier) return { by: 'courier' };
  return supplier.item ? { by: 'supplier', supplier: 'demo', item: supplier.item } : { by: 'cardCodes' };
}

function variantsOf({ code, points, marketFen, cash, colours }: DemoProduct) {
  const prices = {
    pointsPrice: points,
    marketPriceFen: marketFen,
    cashPoints: cash?.[0],
    cashFen: cash?.[1],
    alertAt: 5,
  };
  if (!colours) return [{ ...prices, code }];
  return colours.map(([own, zh, en], sort) => ({
    ...{ ...prices, code: own, sort },
    attributes: [{ name: { zh: '颜色', en: 'Colour' }, value: { zh, en } }],
  }));
}
