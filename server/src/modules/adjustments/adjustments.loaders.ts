import { defineLoader } from '../../platform/database/loaders';
import { adjustmentsById } from './adjustments.store';

/** Adjustments by row id. */
export const adjustmentLoader = defineLoader('adjustment', adjustmentsById);
