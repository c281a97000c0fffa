import type { Context } from '../../graphql/context';
import { permissionsOf } from '../../graphql/principal';
import { adjustmentLoader } from './adjustments.loaders';
import { Adjustment } from './adjustments.types';

/** The adjustment behind a row id, for staff who may read it; null for everybody else. */
export async function visibleAdjustment(context: Context, rowId: number): Promise<Adjustment | null> {
  const { principal } = context;
  if (principal.audience !== 'staff' || !permissionsOf(principal).includes('viewer')) return null;
  const row = await context.loaders.load(adjustmentLoader, rowId);
  return row ? Adjustment.from(row) : null;
}
