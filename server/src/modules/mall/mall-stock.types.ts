import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Access, staff } from '../../graphql/access';
import { connectionTypes } from '../../graphql/connection';
import { DateTime, SafeInt } from '../../graphql/scalars';
import type { StockEntryKind, StockEntryRow } from './mall.entities';
import { MallSku } from './mall.types';

const StockEntryKindEnum = {
  RECEIVE: 'RECEIVE',
  ADJUST: 'ADJUST',
  RESERVE: 'RESERVE',
  RELEASE: 'RELEASE',
  SELL: 'SELL',
  RETURN: 'RETURN',
} as const satisfies Record<StockEntryKind, StockEntryKind>;
registerEnumType(StockEntryKindEnum, {
  name: 'MallStockEntryKind',
  description: 'Why a stock moved.',
  valuesConfig: {
    RECEIVE: { description: 'Goods came in (入库).' },
    ADJUST: { description: 'Staff corrected it (调整).' },
    RESERVE: { description: 'An order waits for its payment (占用).' },
    RELEASE: { description: 'The order was not paid (释放).' },
    SELL: { description: 'It was redeemed (兑出).' },
    RETURN: { description: 'It came back (退回).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A line of the stock ledger (库存流水).' })
export class MallStockEntry {
  /** For resolvers only: never leaves the server. */
  readonly rowId: number;

  @Access(staff('viewer'))
  @Field(() => StockEntryKindEnum, { description: 'Why.' })
  kind: StockEntryKind;

  @Access(staff('viewer'))
  @Field(() => SafeInt, { description: 'By how many what is available changed.' })
  available: number;

  @Access(staff('viewer'))
  @Field(() => SafeInt, { description: 'By how many what is reserved changed.' })
  reserved: number;

  @Access(staff('viewer'))
  @Field(() => SafeInt, { description: 'By how many what is sold changed.' })
  sold: number;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'Who did it: `member`, `system`, `staff:` and a name.' })
  actor: string;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'Why, in words.' })
  reason: string;

  @Access(staff('viewer'))
  @Field(() => DateTime, { description: 'When.' })
  at: Date;

  static from({ id: rowId, kind, available, reserved, sold, actor, reason, at }: StockEntryRow): MallStockEntry {
    return Object.assign(new MallStockEntry(), { rowId, kind, available, reserved, sold, actor, reason, at });
  }
}

/** `MallStockEntryConnection`. */
export const MallStockEntryConnection = connectionTypes(MallStockEntry, 'MallStockEntry', staff('viewer'));

/** `MallSkuConnection`. */
export const MallSkuConnection = connectionTypes(MallSku, 'MallSku', staff('viewer'));
