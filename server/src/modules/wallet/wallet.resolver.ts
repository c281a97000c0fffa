import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access, member, partner, staff } from '../../graphql/access';
import { connectionOf, PageArgs, pageOf } from '../../graphql/connection';
import type { Context } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database/open-database';
import { inTransaction, type Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import type { KeyedCall } from '../idempotency';
import { listEntries, stateAt } from '../journal';
import { LedgerEntry } from '../journal/journal.types';
import { Member } from '../members/members.types';
import { changeMember, memberIdByRef, visibleMember } from '../members/members.visibility';
import type { ProgramCatalogue } from '../programs';
import {
  type WalletParts as Moment,
  recordRecharge,
  refundOfRecharge,
  returnSpend,
  spendFromWallet,
  type WalletItem,
  walletItem,
} from './change-wallet';
import {
  WalletRechargeRecordInput,
  WalletRechargeRefundInput,
  WalletSpendInput,
  WalletSpendReturnInput,
} from './wallet.inputs';
import {
  Wallet,
  WalletEntryConnection,
  WalletRecharge,
  WalletRechargeRecordPayload,
  WalletRechargeRefundPayload,
  WalletSpend,
  WalletSpendPayload,
  WalletSpendReturnPayload,
} from './wallet.types';
import { walletAt } from './wallet-at';

const CODES = 'NOT_FOUND, IDEMPOTENCY_KEY_REUSED, INPUT_INVALID';

/** What the resolvers are given. */
export interface WalletParts {
  database: Database;
  programs: ProgramCatalogue;
  clock: Clock;
}

/** Members' wallets: read by them, changed by those who take and give the money. */
@Resolver(() => Member)
export class WalletResolver {
  constructor(private readonly parts: WalletParts) {}

  @Access(member, partner('members:read'), staff('viewer'))
  @FieldResolver(() => Wallet, { description: 'The wallet (储值账户).' })
  async wallet(@Root() root: Member, @Ctx() context: Context) {
    const current = await this.parts.programs.current();
    return { memberId: root.rowId, ...walletAt(current.program, await stateAt(context, current, root)) };
  }

  @Access(partner('wallet:write'))
  @Mutation(() => WalletRechargeRecordPayload, {
    description:
      'Records money that the partner has taken from a member for their wallet (充值入账); it counts as `wallet.recharged`. ' +
      `Codes: ${CODES}, MEMBER_BLOCKED, WALLET_NOT_OFFERED, WALLET_LIMIT_EXCEEDED.`,
  })
  walletRechargeRecord(
    @Arg('input', () => WalletRechargeRecordInput, { description: 'Whose, how much, and the payment.' })
    input: WalletRechargeRecordInput,
    @Ctx() context: Context,
  ) {
    return this.write(context, 'walletRechargeRecord', input, async (parts) => {
      const memberId = await memberIdByRef(context, this.parts.database, input.memberRef);
      return async (tx, call) => {
        const changed = await recordRecharge(tx, parts, call, memberId, input);
        return { memberId: changed.memberId, recharge: WalletRecharge.from(changed.recharge) };
      };
    });
  }

  @Access(partner('wallet:write'))
  @Mutation(() => WalletSpendPayload, {
    description: `Spends from a member’s wallet for an order (储值支付). Codes: ${CODES}, MEMBER_BLOCKED, INSUFFICIENT_BALANCE.`,
  })
  walletSpend(
    @Arg('input', () => WalletSpendInput, { description: 'Whose, how much, for which order.' }) input: WalletSpendInput,
    @Ctx() context: Context,
  ) {
    return this.write(context, 'walletSpend', input, async (parts) => {
      const memberId = await memberIdByRef(context, this.parts.database, input.memberRef);
      return async (tx, call) => {
        const changed = await spendFromWallet(tx, parts, call, memberId, input);
        return { memberId: changed.memberId, spend: WalletSpend.from(changed.spend) };
      };
    });
  }

  @Access(partner('wallet:write'), staff('operator'))
  @Mutation(() => WalletSpendReturnPayload, {
    description:
      'Lets a part of a spend come back, principal and gift in the proportion in which they were taken (退回余额). ' +
      `Codes: ${CODES}, WALLET_RETURN_EXCEEDS.`,
  })
  walletSpendReturn(
    @Arg('input', () => WalletSpendReturnInput, { description: 'What comes back.' }) input: WalletSpendReturnInput,
    @Ctx() context: Context,
  ) {
    return this.write(context, 'walletSpendReturn', input, async (parts) => {
      const item = await this.visibleItem(context, 'walletSpend', input.spendId);
      return async (tx, call) => {
        const changed = await returnSpend(tx, parts, call, item, input);
        return { memberId: changed.memberId, spend: WalletSpend.from(changed.spend) };
      };
    });
  }

  @Access(partner('wallet:write'), staff('operator'))
  @Mutation(() => WalletRechargeRefundPayload, {
    description:
      'Takes unspent principal of a recharge out of the wallet, for the caller to pay back, and its gift in proportion; what ' +
      'of that was spent is kept back from the money. What the member paid here goes back to the payer by itself ' +
      `(充值退款). Codes: ${CODES}, WALLET_REFUND_EXCEEDS.`,
  })
  walletRechargeRefund(
    @Arg('input', () => WalletRechargeRefundInput, { description: 'Which recharge, and how much of it.' })
    input: WalletRechargeRefundInput,
    @Ctx() context: Context,
  ) {
    return this.write(context, 'walletRechargeRefund', input, async (parts) => {
      const item = await this.visibleItem(context, 'recharge', input.rechargeId);
      const wallNow = this.parts.clock.wallNow();
      return async (tx, call) => {
        const moment = { ...parts, wallNow };
        const { memberId, recharge, paidBackFen } = await refundOfRecharge(tx, moment, call, item, input);
        return { memberId, recharge: WalletRecharge.from(recharge), paidBackFen };
      };
    });
  }

  /** Somebody else's recharge or spend does not exist for a partner. */
  private async visibleItem(context: Context, kind: 'recharge' | 'walletSpend', id: string): Promise<WalletItem> {
    const item = await walletItem(this.parts.database, kind, id);
    if (await visibleMember(context, item.memberId)) return item;
    const [what, field] = kind === 'recharge' ? ['recharge', 'rechargeId'] : ['spend', 'spendId'];
    throw new Refusal('NOT_FOUND', `There is no such ${what}.`, [field]);
  }

  private write<T extends { memberId: number }>(
    context: Context,
    mutation: string,
    input: { idempotencyKey: string },
    prepare: (parts: Moment) => Promise<(tx: Tx, call: KeyedCall) => Promise<T>>,
  ) {
    return settle<WalletSpendPayload>(context, async () => {
      const { database, programs } = this.parts;
      const transact = (work: (tx: Tx) => Promise<T>) => inTransaction(database, work);
      const { changed, member } = await changeMember(context, programs, transact, mutation, input, prepare);
      return { ...changed, member };
    });
  }
}

/** The lines of a wallet. */
@Resolver(() => Wallet)
export class WalletEntriesResolver {
  @Access(member, partner('members:read'), staff('viewer'))
  @FieldResolver(() => WalletEntryConnection, { description: 'What changed it, latest first (储值明细).' })
  async entries(@Root() root: Wallet, @Args(() => PageArgs) page: PageArgs, @Ctx() context: Context) {
    const position = pageOf('WalletEntry', page);
    const lines = await listEntries(context.loaders, {
      memberId: root.memberId,
      accounts: ['principal', 'gift'],
      ...position,
    });
    return connectionOf({
      list: 'WalletEntry',
      nodes: lines
        .slice(0, position.first)
        .map((line) => ({ seq: line.seq, part: line.account, line: LedgerEntry.from(line, context.locale) })),
      hasNextPage: lines.length > position.first,
      keyOf: ({ seq }) => seq,
    });
  }
}
