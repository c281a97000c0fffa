import type { Text } from '../../engine/program';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database/open-database';
import type { CategoryRow, Fulfilment, ProductGate, ProductRow, PurchaseLimit, SkuRow } from './mall.entities';
import { catalogueVersion, wholeCatalogue } from './mall.store';

const LOOK_EVERY_MS = 1000;

/** A name and a value in each language: `Colour: red`. */
export interface Attribute {
  name: Text;
  value: Text;
}

/** A category of the mall. */
export interface Category {
  id: number;
  code: string;
  name: Text;
}

/** A variant as the catalogue has it. Its stock is not in here: it changes with every order. */
export interface CatalogueSku extends Omit<SkuRow, 'attributes' | 'available' | 'reserved' | 'sold'> {
  attributes: Attribute[];
}

/** A product with its variants. */
export interface CatalogueProduct
  extends Pick<ProductRow, 'id' | 'code' | 'kind' | 'state' | 'sort' | 'shelfFrom' | 'shelfUntil' | 'createdAt'> {
  name: Text;
  description: Text;
  category?: Category;
  attributes: Attribute[];
  images: string[];
  gate: ProductGate;
  limits: PurchaseLimit[];
  fulfilment: Fulfilment;
  skus: CatalogueSku[];
  /** What a search looks into: names and category, in lower case. */
  words: string;
  /** The lowest price in points alone. */
  pointsFrom: number;
  /** How many were redeemed when the catalogue was read: a measure of what is liked. */
  soldAbout: number;
}

/** Everything in the catalogue at one time. Never changed. */
export interface Catalogue {
  version: number;
  categories: readonly Category[];
  products: ReadonlyMap<number, CatalogueProduct>;
  productOfSku: ReadonlyMap<number, CatalogueProduct>;
}

/**
 * Holds the catalogue in memory, and reads it anew when it has changed; whether it has is looked up at most once a second.
 * A mall has thousands of products, and each is read far more often than it changes.
 */
export class MallCatalogue {
  private held: Catalogue | undefined;
  private lookedAt = Number.NEGATIVE_INFINITY;
  private looking: Promise<Catalogue> | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Pick<Clock, 'wallNow'>,
  ) {}

  /** The catalogue, at most a second old. */
  async current(): Promise<Catalogue> {
    const now = this.clock.wallNow().getTime();
    if (this.held && now - this.lookedAt < LOOK_EVERY_MS) return this.held;
    this.looking ??= this.look(now).finally(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  /** The catalogue with what has just been committed here. */
  async refreshed(): Promise<Catalogue> {
    // A look that is under way may have begun before the commit.
    await this.looking?.catch(() => undefined);
    this.lookedAt = Number.NEGATIVE_INFINITY;
    return this.current();
  }

  private async look(now: number): Promise<Catalogue> {
    const version = await catalogueVersion(this.database);
    if (this.held?.version !== version) this.held = catalogueOf(version, await wholeCatalogue(this.database));
    this.lookedAt = now;
    return this.held;
  }
}

function catalogueOf(version: number, rows: Awaited<ReturnType<typeof wholeCatalogue>>): Catalogue {
  const categories = rows.categories.map(categoryOf).sort((a, b) => a.sort - b.sort || a.id - b.id);
  const byId = new Map(categories.map((category) => [category.id, category]));
  const skus = new Map<number, SkuRow[]>();
  for (const sku of rows.skus) skus.set(sku.productId, [...(skus.get(sku.productId) ?? []), sku]);
  const products = rows.products.map((row) => productOf(row, byId, skus.get(row.id) ?? []));
  return {
    version,
    categories,
    products: new Map(products.map((product) => [product.id, product])),
    productOfSku: new Map(products.flatMap((product) => product.skus.map(({ id }) => [id, product] as const))),
  };
}

function categoryOf({ id, code, name, sort }: CategoryRow) {
  return { id, code, name: JSON.parse(name) as Text, sort };
}

function productOf(
  row: ProductRow,
  categories: ReadonlyMap<number, Category>,
  skus: readonly SkuRow[],
): CatalogueProduct {
  const { id, code, kind, state, sort, shelfFrom, shelfUntil, createdAt } = row;
  const name = JSON.parse(row.name) as Text;
  const category = row.categoryId === null ? undefined : categories.get(row.categoryId);
  const shown = [...skus].sort((a, b) => a.sort - b.sort || a.id - b.id);
  return {
    ...{ id, code, kind, state, sort, shelfFrom, shelfUntil, createdAt, name, category },
    words: [name, category?.name]
      .flatMap((text) => Object.values(text ?? {}))
      .join('\n')
      .toLowerCase(),
    description: JSON.parse(row.description) as Text,
    attributes: JSON.parse(row.attributes) as Attribute[],
    images: JSON.parse(row.images) as string[],
    gate: JSON.parse(row.gate) as ProductGate,
    limits: JSON.parse(row.limits) as PurchaseLimit[],
    fulfilment: JSON.parse(row.fulfilment) as Fulfilment,
    skus: shown.map(({ attributes, available: _, reserved: __, sold: ___, ...sku }) => ({
      ...sku,
      attributes: JSON.parse(attributes) as Attribute[],
    })),
    pointsFrom: Math.min(...shown.map(({ pointsPrice }) => pointsPrice)),
    soldAbout: shown.reduce((sum, { sold }) => sum + sold, 0),
  };
}
