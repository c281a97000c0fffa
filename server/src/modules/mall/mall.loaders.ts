import { defineLoader } from '../../platform/database/loaders';
import { stockOfSkus } from './mall.store';

/** The stocks of SKUs. */
export const stockLoader = defineLoader('mallStock', stockOfSkus);
