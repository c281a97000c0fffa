import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type * as engine from '../../engine/state';
import { Access, type AccessRule, member, partner, staff } from '../../graphql/access';
import { connectionOf, connectionTypes } from '../../graphql/connection';
import { DateTime, SafeInt } from '../../graphql/scalars';
import type { Locale } from '../../platform/locale';
import { eventIdOf, reasonOf } from './entry-reason';
import type { LedgerEntry as Line } from './journal.store';

const readers: AccessRule[] = [member, partner('members:read'), staff('viewer')];

const kinds = {
  EARN: 'earn',
  SPEND: 'spend',
  RETURN: 'return',
  EXPIRE: 'expire',
  REVERSE: 'reverse',
  PENALTY: 'penalty',
  ADJUST: 'adjust',
  LEVEL_EXPIRY: 'levelExpiry',
  FORMULA: 'formula',
  TRANSFER: 'transfer',
  RECHARGE: 'recharge',
  GIFT: 'gift',
  REFUND: 'refund',
  SAVE: 'save',
  UNSAVE: 'unsave',
} as const satisfies Record<string, engine.EntryKind>;
registerEnumType(kinds, {
  name: 'LedgerEntryKind',
  description: 'What a line of a ledger is.',
  valuesConfig: {
    EARN: { description: 'Granted for something that happened (获得).' },
    SPEND: { description: 'Spent (使用).' },
    RETURN: { description: 'Came back from something it was spent on (退回).' },
    EXPIRE: { description: 'Expired unspent (过期).' },
    REVERSE: { description: 'Taken back because what earned it was undone (撤销).' },
    PENALTY: { description: 'Taken away by a rule (扣减).' },
    ADJUST: { description: 'Changed by hand (调整).' },
    LEVEL_EXPIRY: { description: 'Taken off at the end of a level’s validity (等级到期扣减).' },
    FORMULA: { description: 'The difference between what a formula says and what it said before (成长值评估).' },
    TRANSFER: { description: 'Moved from one member to another of the same person (会员合并).' },
    RECHARGE: { description: 'Money that was put into the wallet (充值).' },
    GIFT: { description: 'Given on top of a recharge (充值赠送).' },
    SAVE: { description: 'What a plan saved the member (会员节省).' },
    UNSAVE: { description: 'Taken back of it, because what saved was undone (节省撤回).' },
    REFUND: { description: 'Principal of the wallet that was paid back (充值退款).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Something that multiplied a grant (倍数).' })
export class EntryMultiplier {
  @Access(readers)
  @Field(() => String, { description: 'What multiplied: `level`, `plan`, `campaign`, `returning`.' })
  kind: string;

  @Access(readers)
  @Field(() => String, { description: 'By how much, exactly: `1.5`, `4/3`.' })
  factor: string;
}

@ObjectType({ simpleResolvers: true, description: 'What a cap cut off (封顶).' })
export class EntryCapCut {
  @Access(readers)
  @Field(() => String, { description: 'Which cap: of a source or of the account, a day.' })
  cap: string;

  @Access(readers)
  @Field(() => SafeInt, { description: 'How much it cut off.' })
  by: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What a formula says of a member, and what it is made of (成长值公式); a part that the program does not have is null.',
})
export class EntryFormula {
  @Access(readers)
  @Field(() => SafeInt, { nullable: true, description: 'Recency, frequency and monetary value (RFM 得分).' })
  rfm?: number;

  @Access(readers)
  @Field(() => SafeInt, { nullable: true, description: 'The incentive for spending (消费激励).' })
  spend?: number;

  @Access(readers)
  @Field(() => SafeInt, { nullable: true, description: 'What was done (活跃度).' })
  activity?: number;

  @Access(readers)
  @Field(() => SafeInt, { nullable: true, description: 'Credit standing (基础分).' })
  base?: number;

  @Access(readers)
  @Field(() => SafeInt, { nullable: true, description: 'The reward that rises with spending (奖励分).' })
  reward?: number;

  @Access(readers)
  @Field(() => SafeInt, { description: 'The value: the parts by their weights, and the reward.' })
  value: number;

  @Access(readers)
  @Field(() => SafeInt, { description: 'The value at the evaluation before: the line is the difference.' })
  before: number;
}

@ObjectType({ simpleResolvers: true, description: 'How a line of a ledger came about (明细说明).' })
export class EntryExplanation {
  @Access(readers)
  @Field(() => String, { nullable: true, description: 'The code of the rule of the program.' })
  rule?: string;

  @Access(readers)
  @Field(() => String, { nullable: true, description: 'The rate as the program writes it.' })
  rate?: string;

  @Access(readers)
  @Field(() => SafeInt, { nullable: true, description: 'The amount in fen that the rate was applied to.' })
  amountFen?: number;

  @Access(readers)
  @Field(() => [EntryMultiplier], { description: 'What multiplied it; empty when nothing did.' })
  multipliers: EntryMultiplier[];

  @Access(readers)
  @Field(() => SafeInt, { nullable: true, description: 'What it would have been without caps.' })
  beforeCap?: number;

  @Access(readers)
  @Field(() => [EntryCapCut], { description: 'What caps cut off; empty when none did.' })
  cuts: EntryCapCut[];

  @Access(readers)
  @Field(() => SafeInt, { nullable: true, description: 'How much of it settled a debt.' })
  toDebt?: number;

  @Access(readers)
  @Field(() => String, { nullable: true, description: 'The partner’s id of the event that caused it.' })
  eventId?: string;

  @Access(readers)
  @Field(() => String, { nullable: true, description: 'The partner’s id of the event that it takes back from.' })
  reverses?: string;

  @Access(readers)
  @Field(() => String, {
    nullable: true,
    description: 'What gave a reward or took a price, other than an event: `task first-order`, `checkIn day-3`.',
  })
  source?: string;

  @Access(readers)
  @Field(() => EntryFormula, { nullable: true, description: 'The formula whose value changed.' })
  formula?: EntryFormula;

  @Access(staff('viewer'))
  @Field(() => String, { nullable: true, description: 'Who changed it by hand.' })
  actor?: string;

  @Access(readers)
  @Field(() => Int, { description: 'The version of the program that applied.' })
  programVersion: number;

  /** The explanation in a line's trace. */
  static from({ trace, eventKey, programVersion }: Line): EntryExplanation {
    const { rule, rate, amountFen, beforeCap, toDebt, actor, source, formula } = trace;
    return Object.assign(new EntryExplanation(), {
      ...{ rule, rate, amountFen, beforeCap, toDebt, actor, source, formula, programVersion },
      multipliers: trace.multipliers ?? [],
      cuts: trace.cut ?? [],
      eventId: eventIdOf(eventKey),
      reverses: eventIdOf(trace.reverses),
    });
  }
}

@ObjectType({ simpleResolvers: true, description: 'A line of a ledger (明细); never changed afterwards.' })
export class LedgerEntry {
  /** For paging only: the number within the member. */
  readonly seq: number;

  @Access(readers)
  @Field(() => kinds, { description: 'What kind of line it is.' })
  kind: engine.EntryKind;

  @Access(readers)
  @Field(() => SafeInt, { description: 'By how much the account changed; negative when it fell.' })
  delta: number;

  @Access(readers)
  @Field(() => DateTime, { description: 'When it took effect.' })
  at: Date;

  @Access(readers)
  @Field(() => DateTime, { description: 'When it was recorded.' })
  recordedAt: Date;

  @Access(readers)
  @Field(() => String, { description: 'What it is, in a few words of the reader’s language.' })
  reason: string;

  @Access(readers)
  @Field(() => EntryExplanation, { description: 'How the number came about.' })
  why: EntryExplanation;

  /** The line in the reader's language. */
  static from(line: Line, locale: Locale): LedgerEntry {
    const { seq, kind, delta, effectiveAt: at, recordedAt } = line;
    const why = EntryExplanation.from(line);
    return Object.assign(new LedgerEntry(), { seq, kind, delta, at, recordedAt, reason: reasonOf(line, locale), why });
  }
}

/** `LedgerEntryConnection`. */
export const LedgerEntryConnection = connectionTypes(LedgerEntry, 'LedgerEntry', ...readers);

/** A page of a ledger from its rows, of which there may be one more than asked. */
export function entryConnection(list: string, lines: readonly Line[], first: number, locale: Locale) {
  return connectionOf({
    list,
    nodes: lines.slice(0, first).map((line) => LedgerEntry.from(line, locale)),
    hasNextPage: lines.length > first,
    keyOf: ({ seq }) => seq,
  });
}
