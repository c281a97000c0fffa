import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access, member, staff } from '../../graphql/access';
import { Payload } from '../../graphql/payload';
import { DateTime } from '../../graphql/scalars';
import { encodeId } from '../../platform/ids';
import { MallSku } from '../mall/mall.types';
import { MallOrder } from '../orders/orders.types';
import type { CardCodeRevealRow, CardCodeRow } from './card-codes.entities';
import type { ClearCode } from './card-codes.store';

const seen = [member, staff('viewer')];

const CardCodeStateEnum = { READY: 'READY', REVEALED: 'REVEALED' } as const;
registerEnumType(CardCodeStateEnum, {
  name: 'MallCardCodeState',
  description: 'Whether a card code can be seen.',
  valuesConfig: {
    READY: { description: 'It can be seen, once (待查看).' },
    REVEALED: { description: 'It was seen (已查看).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'That the member saw a card code (查看记录).' })
export class MallCardCodeReveal {
  @Access(staff('viewer'))
  @Field(() => DateTime, { description: 'When.' })
  at: Date;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'The network address from which it was asked for.' })
  address: string;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'The request, as the log names it.' })
  requestId: string;

  static from({ at, address, requestId }: Omit<CardCodeRevealRow, 'id'>): MallCardCodeReveal {
    return Object.assign(new MallCardCodeReveal(), { at, address, requestId });
  }
}

@ObjectType({ simpleResolvers: true, description: 'A card code that an order brought (卡密).' })
export class MallCardCode {
  /** For resolvers only: never leaves the server. */
  readonly rowId: number;

  @Access(seen)
  @Field(() => ID, { description: 'The id, for `cardCodeReveal`.' })
  id: string;

  @Access(seen)
  @Field(() => CardCodeStateEnum, { description: 'Whether it can be seen.' })
  state: keyof typeof CardCodeStateEnum;

  @Access(seen)
  @Field(() => DateTime, { nullable: true, description: 'When the member last saw it; null: never (查看时间).' })
  revealedAt: Date | null;

  @Access(seen)
  @Field(() => DateTime, { nullable: true, description: 'Until when it is good; null: not known (有效期至).' })
  validUntil: Date | null;

  @Access(seen)
  @Field(() => String, { description: 'The end of its number, at most 4 characters, never more (尾号).' })
  hint: string;

  static from({ id: rowId, state, revealedAt, validUntil, hint }: CardCodeRow): MallCardCode {
    return Object.assign(new MallCardCode(), {
      ...{ rowId, id: encodeId('CardCode', rowId), revealedAt, validUntil, hint },
      state: state === 'REVEALED' ? 'REVEALED' : 'READY',
    });
  }
}

@ObjectType({ simpleResolvers: true, description: 'What a card code says. Nobody may keep it but the member.' })
export class MallCardCodeWords {
  @Access(member)
  @Field(() => String, { description: 'The number (卡号).' })
  number: string;

  @Access(member)
  @Field(() => String, { nullable: true, description: 'The secret; null: the number is all there is (卡密).' })
  secret: string | null;

  static from({ number, secret }: ClearCode): MallCardCodeWords {
    return Object.assign(new MallCardCodeWords(), { number, secret: secret === '' ? null : secret });
  }
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `cardCodesImport`.' })
export class CardCodesImportPayload extends Payload {
  @Access(staff('operator'))
  @Field(() => MallSku, { nullable: true, description: 'The variant, with its stock as it is now.' })
  sku?: MallSku;

  @Access(staff('operator'))
  @Field(() => Int, { nullable: true, description: 'How many came into the pool and the stock (导入数).' })
  imported?: number;

  @Access(staff('operator'))
  @Field(() => Int, { nullable: true, description: 'How many came twice or were known, and were left out (重复数).' })
  duplicates?: number;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `cardCodeReveal`.' })
export class CardCodeRevealPayload extends Payload {
  @Access(member)
  @Field(() => MallCardCode, { nullable: true, description: 'The code as it is now.' })
  cardCode?: MallCardCode;

  @Access(member)
  @Field(() => MallCardCodeWords, { nullable: true, description: 'What it says.' })
  code?: MallCardCodeWords;

  @Access(member)
  @Field(() => MallOrder, { nullable: true, description: 'The order that brought it.' })
  order?: MallOrder;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `cardCodeReopen`.' })
export class CardCodeReopenPayload extends Payload {
  @Access(staff('operator'))
  @Field(() => MallCardCode, { nullable: true, description: 'The code as it is now.' })
  cardCode?: MallCardCode;

  @Access(staff('operator'))
  @Field(() => MallOrder, { nullable: true, description: 'The order that brought it.' })
  order?: MallOrder;
}
