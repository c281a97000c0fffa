import type { ProductRow } from './mall.entities';
import type { Catalogue, CatalogueProduct } from './mall-catalogue';
import { isOnShelf } from './sale';

/** How a list of products is ordered. */
export type ProductSort = 'RECOMMENDED' | 'POINTS_ASC' | 'POINTS_DESC' | 'NEWEST' | 'POPULAR';

/** Which products a list has. */
export interface ProductFilter {
  categoryCode?: string;
  /** Words that all must occur. */
  text?: string;
  kinds?: readonly ProductRow['kind'][];
  /** The most points that it may cost. */
  maxPoints?: number;
  /** Only those that a member of this level may have. */
  level?: string;
  /** The plan of the reader, as for the level; empty: none. */
  plan?: string;
  /** Those in these states; undefined: what is on the shelf. */
  states?: readonly ProductRow['state'][];
}

const orders: Record<ProductSort, (a: CatalogueProduct, b: CatalogueProduct) => number> = {
  RECOMMENDED: (a, b) => a.sort - b.sort,
  POINTS_ASC: (a, b) => a.pointsFrom - b.pointsFrom,
  POINTS_DESC: (a, b) => b.pointsFrom - a.pointsFrom,
  NEWEST: (a, b) => b.createdAt.getTime() - a.createdAt.getTime(),
  POPULAR: (a, b) => b.soldAbout - a.soldAbout,
};

/** A page of the products that a list shows, in its order; ties by rising id. `after` is the id of the last one before. */
export function productsOn(
  catalogue: Catalogue,
  now: Date,
  filter: ProductFilter,
  { sort, first, after }: { sort: ProductSort; first: number; after: number | undefined },
): { page: CatalogueProduct[]; hasNextPage: boolean } {
  const order = (a: CatalogueProduct, b: CatalogueProduct) => orders[sort](a, b) || a.id - b.id;
  // Products are never deleted, so the place of the last one is known after it has left the list too.
  const last = after === undefined ? undefined : catalogue.products.get(after);
  const found = [...catalogue.products.values()]
    .filter((product) => fits(product, now, filter))
    .filter((product) => !last || order(last, product) < 0)
    .sort(order);
  return { page: found.slice(0, first), hasNextPage: found.length > first };
}

function fits(product: CatalogueProduct, now: Date, filter: ProductFilter): boolean {
  const { categoryCode, kinds, maxPoints, level, plan, states } = filter;
  const { levels, plans } = product.gate;
  const words = (filter.text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return (
    (states ? states.includes(product.state) : isOnShelf(product, now)) &&
    (categoryCode === undefined || product.category?.code === categoryCode) &&
    (kinds === undefined || kinds.includes(product.kind)) &&
    (maxPoints === undefined || product.pointsFrom <= maxPoints) &&
    (level === undefined || !levels || levels.includes(level)) &&
    (plan === undefined || !plans || plans.includes(plan)) &&
    words.every((word) => product.words.includes(word))
  );
}
