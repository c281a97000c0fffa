import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access, member, staff } from '../../graphql/access';
import { DateTime } from '../../graphql/scalars';
import { encodeId } from '../../platform/ids';
import type { Locale } from '../../platform/locale';
import { OrderPayload } from '../orders/orders.types';
import { carrierOf } from './carriers';
import type { ShipmentEventRow, ShipmentRow, ShipmentState } from './shipments.entities';

const seen = [member, staff('viewer')];

/** `MallShipmentState` of the schema. */
const ShipmentStateEnum = {
  SENT: 'SENT',
  PICKED_UP: 'PICKED_UP',
  ON_THE_WAY: 'ON_THE_WAY',
  DELIVERING: 'DELIVERING',
  SIGNED: 'SIGNED',
  PROBLEM: 'PROBLEM',
  SENT_BACK: 'SENT_BACK',
  RETURNED: 'RETURNED',
} as const satisfies Record<ShipmentState, ShipmentState>;
registerEnumType(ShipmentStateEnum, {
  name: 'MallShipmentState',
  description: 'Where a parcel is.',
  valuesConfig: {
    SENT: { description: 'It was handed over; the carrier has told nothing yet (已发货).' },
    PICKED_UP: { description: 'The carrier has it (已揽收).' },
    ON_THE_WAY: { description: 'It is on its way (运输中).' },
    DELIVERING: { description: 'It is being delivered, or waits to be fetched (派送中).' },
    SIGNED: { description: 'It was signed for (已签收).' },
    PROBLEM: { description: 'Something hinders it, or it was refused (疑难).' },
    SENT_BACK: { description: 'It is on its way back (退回中).' },
    RETURNED: { description: 'It is back with the sender (已退回).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A company that carries parcels (快递公司).' })
export class MallCarrier {
  @Access(seen)
  @Field(() => String, { description: 'Kuaidi100’s code, such as `shunfeng`.' })
  code: string;

  @Access(seen)
  @Field(() => String, { description: 'The name in the reader’s language.' })
  name: string;

  /** The carrier of a code. */
  static from(code: string, locale: Locale): MallCarrier {
    return Object.assign(new MallCarrier(), { code, name: carrierOf(code).name[locale] });
  }
}

@ObjectType({ simpleResolvers: true, description: 'Something that a carrier told of a parcel (物流轨迹).' })
export class MallShipmentEvent {
  @Access(seen)
  @Field(() => DateTime, { description: 'When it happened, as the carrier says.' })
  at: Date;

  @Access(seen)
  @Field(() => String, { description: 'What, in the carrier’s words.' })
  text: string;

  @Access(seen)
  @Field(() => ShipmentStateEnum, { nullable: true, description: 'What it means; null when the carrier did not say.' })
  state: ShipmentState | null;

  /** The event of a row. */
  static from({ at, text, state }: ShipmentEventRow): MallShipmentEvent {
    return Object.assign(new MallShipmentEvent(), { at, text, state });
  }
}

@ObjectType({ simpleResolvers: true, description: 'A parcel of an order of the points mall (包裹).' })
export class MallShipment {
  /** For resolvers only: never leaves the server. */
  readonly rowId: number;

  @Access(seen)
  @Field(() => ID, { description: 'The id.' })
  id: string;

  @Access(seen)
  @Field(() => MallCarrier, { description: 'Who carries it.' })
  carrier: MallCarrier;

  @Access(seen)
  @Field(() => String, { description: 'The number on its label (快递单号).' })
  trackingNumber: string;

  @Access(seen)
  @Field(() => Int, { description: 'How many of what was ordered are in it.' })
  quantity: number;

  @Access(seen)
  @Field(() => DateTime, { description: 'When it was handed over (发货时间).' })
  shippedAt: Date;

  @Access(seen)
  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was signed for, as the carrier says; null before (签收时间).',
  })
  signedAt: Date | null;

  @Access(seen)
  @Field(() => ShipmentStateEnum, { description: 'Where it is, by the latest that the carrier told.' })
  state: ShipmentState;

  /** The parcel of a row. */
  static from(row: ShipmentRow, locale: Locale): MallShipment {
    const { id: rowId, trackingNumber, quantity, shippedAt, signedAt, state } = row;
    return Object.assign(new MallShipment(), {
      ...{ rowId, trackingNumber, quantity, shippedAt, signedAt, state },
      id: encodeId('MallShipment', rowId),
      carrier: MallCarrier.from(row.carrier, locale),
    });
  }
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `mallOrderShip`.' })
export class MallOrderShipPayload extends OrderPayload {
  @Access(seen)
  @Field(() => MallShipment, { nullable: true, description: 'The parcel.' })
  shipment?: MallShipment;
}
