import type { Context } from '../../graphql/context';
import { type Principal, permissionsOf } from '../../graphql/principal';
import type { Locale } from '../../platform/locale';
import { MallProduct, MallSku } from './mall.types';
import type { MallCatalogue } from './mall-catalogue';
import { isOnShelf } from './sale';

/** The product behind a row id: what is on the shelf for everybody, everything for staff. */
export function visibleProduct(catalogue: MallCatalogue) {
  return async (context: Context, rowId: number): Promise<MallProduct | null> => {
    const product = (await catalogue.current()).products.get(rowId);
    if (!product) return null;
    const { principal, now, locale } = context;
    return isStaffViewer(principal) || isOnShelf(product, now) ? MallProduct.from(product, locale) : null;
  };
}

/** A variant as the catalogue has it, for staff; undefined: there is none. */
export async function catalogueSku(catalogue: MallCatalogue, id: number, locale: Locale): Promise<MallSku | undefined> {
  const sku = (await catalogue.current()).productOfSku.get(id)?.skus.find((one) => one.id === id);
  return sku && MallSku.from(sku, locale);
}

/** Whether it is staff who may read everything. */
export function isStaffViewer(principal: Principal): boolean {
  return principal.audience === 'staff' && permissionsOf(principal).includes('viewer');
}
