/** The points mall's catalogue and stock: what others may use. */
export { addCatalogue, type CatalogueToAdd } from './add-catalogue';
export { catalogueVersion } from './mall.store';
export { MallCatalogue } from './mall-catalogue';
export { gateRefusal, limitsInForce, type Offer, offerOf } from './sale';
export { moveStock, type StockMove, stockFaults } from './stock.store';
