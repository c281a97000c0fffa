import type { FileStore } from '../connectors/files/file-store';
import { type Program, primaryTrack } from '../engine/program';
import { addCatalogue, type CatalogueToAdd, catalogueVersion } from '../modules/mall';
import { recordMedia, storePictures } from '../modules/media';
import { ProgramCatalogue } from '../modules/programs';
import type { Database } from '../platform/database/open-database';
import { inTransaction } from '../platform/database/unit-of-work';
import { InvariantError } from '../platform/errors';
import { drawPicture } from './mall-pictures';
import { type DemoProduct, demoCategories, demoProducts } from './mall-products';

/** Puts the demo's products with their pictures into a mall that nobody has changed yet, all or nothing. */
export async function seedMall(database: Database, files: FileStore, now: Date): Promise<void> {
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
  });
}

function categoriesAndStock(): Omit<CatalogueToAdd, 'products'> {
  return {
    categories: demoCategories.map(([code, zh, en], sort) => ({ code, name: { zh, en }, sort })),
    stock: Object.fromEntries(
      demoProducts.flatMap((product) => variantsOf(product).map(({ code }) => [code, product.stock])),
    ),
  };
}

function productOf(
  program: Program,
  product: DemoProduct,
  image: string,
  index: number,
): CatalogueToAdd['products'][number] {
  const { code, category, name, description, fromRank, limit, supplier } = product;
  const ranks = primaryTrack(program).levels.map((level) => level.code);
  return {
    ...{ code, category, images: [image], sort: index * 10 },
    // Whatever the program: at least its highest level.
    levels: fromRank === undefined ? undefined : ranks.slice(Math.min(fromRank, ranks.length - 1)),
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
