/** The points mall's catalogue and stock: what others may use. */
export { addCatalogue, type CatalogueToAdd } from './add-catalogue';
export { catalogueVersion, fulfilmentOfSku, skusByCode } from './mall.store';
export { MallCatalogue } from './mall-catalogue';
export { gateRefusal, limitsInForce, type Offer, offerOf } from './sale';
export { lockSku, moveStock, type StockMove, stockFaults, stockOfSku } from './stock.store';
