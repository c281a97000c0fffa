import { defineLoader } from '../../platform/database/loaders';
import { codesById, codesOfOrders, revealsOfCodes } from './card-codes.store';

/** Codes by row id. */
export const cardCodeLoader = defineLoader('cardCode', codesById);

/** The codes of orders, by row id of the order. */
export const orderCodesLoader = defineLoader('cardCodesOfOrder', codesOfOrders);

/** Who saw codes, by row id of the code. */
export const revealsLoader = defineLoader('cardCodeReveals', revealsOfCodes);
