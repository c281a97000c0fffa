import { defineLoader } from '../../platform/database/loaders';
import { stockEntriesByPage, stockOfSkus } from './mall.store';

/** The stocks of SKUs. */
export const stockLoader = defineLoader('mallStock', stockOfSkus);

/** Parts of stock ledgers, by the JSON text of a `StockPage`. */
export const stockEntriesLoader = defineLoader('mallStockEntries', stockEntriesByPage);
