/** The points mall's catalogue and stock: what others may use. */
export type { ProductKind } from './mall.entities';
export { moveStock } from './stock.store';
