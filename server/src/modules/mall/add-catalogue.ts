import type { Tx } from '../../platform/database/unit-of-work';
import { type CatalogueChange, createProduct, saveCategory, setProductState } from './change-product';
import type { ProductKind } from './mall.entities';
import { beginCatalogueChange, skusOfProduct } from './mall.store';
import type { ProductInput, TextWords } from './read-product';
import { moveStock } from './stock.store';

/** Categories and products, as staff write them, with the stock of each variant by its code. */
export interface CatalogueToAdd {
  categories: { code: string; name: TextWords; sort: number }[];
  products: (ProductInput & { code: string; kind: ProductKind })[];
  stock: Record<string, number>;
}

/** Adds a whole catalogue, offers all of it, and fills its stocks: by the same rules as when staff do each by itself. */
export async function addCatalogue(
  tx: Tx,
  change: CatalogueChange,
  { categories, products, stock }: CatalogueToAdd,
): Promise<void> {
  await beginCatalogueChange(tx);
  for (const category of categories) await saveCategory(tx, change, category);
  const { actor, now: at } = change;
  const move = { kind: 'RECEIVE', reserved: 0, sold: 0, actor, reason: 'opening stock', at } as const;
  for (const product of products) {
    const id = await createProduct(tx, change, product);
    await setProductState(tx, change, id, 'PUBLISHED');
    for (const { id: skuId, code } of await skusOfProduct(tx, id)) {
      const available = stock[code] ?? 0;
      if (available > 0) await moveStock(tx, { ...move, skuId, available });
    }
  }
}
