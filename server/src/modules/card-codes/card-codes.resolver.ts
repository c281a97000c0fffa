import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access, member, staff } from '../../graphql/access';
import { type Context, signedInMember } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import { principalKey } from '../../graphql/principal';
import type { Database } from '../../platform/database/open-database';
import { inTransaction } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { decodeId } from '../../platform/ids';
import type { FieldCipher } from '../../platform/secrets';
import type { MallCatalogue } from '../mall';
import { catalogueSku } from '../mall/mall.visibility';
import { untilNotMerged } from '../members';
import type { Operator } from '../operations';
import { MallOrder } from '../orders/orders.types';
import { visibleOrder, visibleOrderRow } from '../orders/orders.visibility';
import type { ProgramCatalogue } from '../programs';
import { CardCodeReopenInput, CardCodeRevealInput, CardCodesImportInput } from './card-codes.inputs';
import { cardCodeLoader, orderCodesLoader, revealsLoader } from './card-codes.loaders';
import { clearCode } from './card-codes.store';
import {
  CardCodeReopenPayload,
  CardCodeRevealPayload,
  CardCodesImportPayload,
  MallCardCode,
  MallCardCodeReveal,
  MallCardCodeWords,
} from './card-codes.types';
import { importCodes } from './import-codes';
import { type CodeOfOrder, reopenCode, revealCode } from './reveal-code';

/** What the resolvers are given. */
export interface CardCodesParts {
  database: Database;
  programs: ProgramCatalogue;
  cipher: FieldCipher;
  mall: MallCatalogue;
}

/** The codes of an order, and what is done with them. */
@Resolver(() => MallOrder)
export class CardCodesResolver {
  constructor(private readonly parts: CardCodesParts) {}

  @Access(member, staff('viewer'))
  @FieldResolver(() => [MallCardCode], {
    description: 'The card codes that it brought, without what they say; empty for other orders (卡密).',
  })
  async cardCodes(@Root() { row }: MallOrder, @Ctx() { loaders }: Context): Promise<MallCardCode[]> {
    return ((await loaders.load(orderCodesLoader, row.id)) ?? []).map(MallCardCode.from);
  }

  @Access(member)
  @Mutation(() => CardCodeRevealPayload, {
    description:
      'Shows a card code, once: a lost answer comes again under the same key alone (查看卡密). It is written down. ' +
      'Codes: NOT_FOUND, CARD_CODE_REVEALED, ORDER_STATE_CONFLICT, INPUT_INVALID, IDEMPOTENCY_KEY_REUSED.',
  })
  cardCodeReveal(
    @Arg('input', () => CardCodeRevealInput, { description: 'Which code.' }) input: CardCodeRevealInput,
    @Ctx() context: Context,
  ) {
    return settle<CardCodeRevealPayload>(context, async () => {
      const { idempotencyKey: key, ...rest } = input;
      const call = { principal: principalKey(context.principal), mutation: 'cardCodeReveal', key, input: rest };
      const { memberId } = signedInMember(context);
      const viewer = { memberId, address: context.address, requestId: context.requestId, now: context.now };
      const { row, orderId } = await untilNotMerged(async () => {
        const found = await this.visible(context, input.cardCodeId);
        const shown = await inTransaction(this.parts.database, (tx) => revealCode(tx, call, found, viewer));
        return { row: shown, orderId: found.order.id };
      });
      const code = MallCardCodeWords.from(clearCode(this.parts.cipher, row));
      return { cardCode: MallCardCode.from(row), code, order: await this.orderNow(context, orderId) };
    });
  }

  @Access(staff('operator'))
  @Mutation(() => CardCodeReopenPayload, {
    description:
      'Lets the member see a card code once more (重新开放卡密). Codes: NOT_FOUND, STATE_CONFLICT, INPUT_INVALID, IDEMPOTENCY_KEY_REUSED.',
  })
  cardCodeReopen(
    @Arg('input', () => CardCodeReopenInput, { description: 'Which code, and why.' }) input: CardCodeReopenInput,
    @Ctx() context: Context,
  ) {
    return settle<CardCodeReopenPayload>(context, async () => {
      const { idempotencyKey: key, ...rest } = input;
      const call = { principal: principalKey(context.principal), mutation: 'cardCodeReopen', key, input: rest };
      const by = operatorOf(context);
      const { codeId, order } = await untilNotMerged(async () => {
        const found = await this.visible(context, input.cardCodeId);
        await inTransaction(this.parts.database, (tx) => reopenCode(tx, by, call, found, input));
        return found;
      });
      const changed = await this.orderNow(context, order.id);
      const row = await context.loaders.load(cardCodeLoader, codeId);
      return { cardCode: row && MallCardCode.from(row), order: changed };
    });
  }

  @Access(staff('operator'))
  @Mutation(() => CardCodesImportPayload, {
    description:
      'Puts card codes into the pool of a variant, and receives them into its stock (导入卡密). What is known already is left out. ' +
      'Codes: INPUT_INVALID, NOT_FOUND, STATE_CONFLICT, ALREADY_EXISTS, IDEMPOTENCY_KEY_REUSED.',
  })
  cardCodesImport(
    @Arg('input', () => CardCodesImportInput, { description: 'The codes, and of what.' }) input: CardCodesImportInput,
    @Ctx() context: Context,
  ) {
    return settle<CardCodesImportPayload>(context, async () => {
      const { idempotencyKey: key, codes, reason } = input;
      const call = { principal: principalKey(context.principal), mutation: 'cardCodesImport', key };
      const skuId = decodeId('MallSku', input.skuId) ?? 0;
      const parts = { cipher: this.parts.cipher, by: operatorOf(context) };
      const done = await inTransaction(this.parts.database, (tx) =>
        importCodes(tx, parts, call, { skuId, codes, reason }),
      );
      return { ...done, sku: await catalogueSku(this.parts.mall, skuId, context.locale) };
    });
  }

  /** A code whose order the caller may see. */
  private async visible(context: Context, id: string): Promise<CodeOfOrder> {
    context.loaders.clear();
    const codeId = decodeId('CardCode', id) ?? 0;
    const row = await context.loaders.load(cardCodeLoader, codeId);
    const order = row?.orderId ? await visibleOrderRow(context, row.orderId) : null;
    if (!order) throw new Refusal('NOT_FOUND', 'There is no such code.', ['cardCodeId']);
    return { codeId, order };
  }

  private async orderNow(context: Context, orderId: number): Promise<MallOrder | undefined> {
    context.loaders.clear();
    return (await visibleOrder(this.parts.programs)(context, orderId)) ?? undefined;
  }
}

/** Who saw a code. */
@Resolver(() => MallCardCode)
export class MallCardCodeResolver {
  @Access(staff('viewer'))
  @FieldResolver(() => [MallCardCodeReveal], { description: 'Each time the member saw it, in order (查看记录).' })
  async reveals(@Root() { rowId }: MallCardCode, @Ctx() { loaders }: Context): Promise<MallCardCodeReveal[]> {
    return ((await loaders.load(revealsLoader, rowId)) ?? []).map(MallCardCodeReveal.from);
  }
}

function operatorOf({ principal, now }: Context): Operator {
  return { actor: principal.audience === 'staff' ? `staff:${principal.name}` : principalKey(principal), now };
}
