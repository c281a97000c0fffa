import type { Context } from '../../graphql/context';
import { permissionsOf } from '../../graphql/principal';
import type { ProgramCatalogue } from '../programs';
import type { OrderRow } from './orders.entities';
import { orderLoader } from './orders.loaders';
import { MallOrder } from './orders.types';

/** The row of an order, for the member whose it is and for staff; null for everybody else. */
export async function visibleOrderRow(context: Context, rowId: number): Promise<OrderRow | null> {
  const { principal } = context;
  const isStaff = principal.audience === 'staff' && permissionsOf(principal).includes('viewer');
  if (!isStaff && principal.audience !== 'member') return null;
  const row = await context.loaders.load(orderLoader, rowId);
  if (!row) return null;
  return isStaff || (principal.audience === 'member' && principal.memberId === row.memberId) ? row : null;
}

/** The order behind a row id, for those who may see it. */
export function visibleOrder(programs: ProgramCatalogue) {
  return async (context: Context, rowId: number): Promise<MallOrder | null> => {
    const row = await visibleOrderRow(context, rowId);
    return row && MallOrder.from(row, (await programs.current()).program.timeZone, context.locale);
  };
}
