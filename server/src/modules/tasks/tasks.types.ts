import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type * as engine from '../../engine/program';
import type { TaskStanding } from '../../engine/tasks';
import { Access, type AccessRule, anyone, member, partner, staff } from '../../graphql/access';
import { Payload } from '../../graphql/payload';
import { DateTime, SafeInt } from '../../graphql/scalars';
import type { Locale } from '../../platform/locale';
import { Member } from '../members/members.types';
import { Reward } from '../programs/reward.types';
import type { NextStep } from './next-step';

const readers: AccessRule[] = [member, partner('members:read'), staff('viewer')];

const kinds = {
  NEWCOMER: 'newcomer',
  DAILY: 'daily',
  WEEKLY: 'weekly',
  MONTHLY: 'monthly',
  CAMPAIGN: 'campaign',
} as const satisfies Record<string, engine.TaskKind>;
registerEnumType(kinds, {
  name: 'TaskKind',
  description: 'How often a task can be done.',
  valuesConfig: {
    NEWCOMER: { description: 'Once, by who is new (新手任务).' },
    DAILY: { description: 'Once a day (每日任务).' },
    WEEKLY: { description: 'Once a week, from Monday (每周任务).' },
    MONTHLY: { description: 'Once a calendar month (每月任务).' },
    CAMPAIGN: { description: 'Once in a campaign (活动任务).' },
  },
});

const periods = { ONCE: 'once', DAY: 'day', WEEK: 'week', MONTH: 'month' } as const;
registerEnumType(periods, {
  name: 'TaskPeriod',
  description: 'After what time a task begins anew; an unclaimed reward ends with it.',
  valuesConfig: {
    ONCE: { description: 'Never: it can be done once.' },
    DAY: { description: 'A day in the program’s time zone.' },
    WEEK: { description: 'A week from Monday to Sunday.' },
    MONTH: { description: 'A calendar month.' },
  },
});
const periodOfKind: Record<engine.TaskKind, string> = {
  newcomer: periods.ONCE,
  campaign: periods.ONCE,
  daily: periods.DAY,
  weekly: periods.WEEK,
  monthly: periods.MONTH,
};

const natures = { PROCESS: 'process', BUSINESS: 'business' } as const;
registerEnumType(natures, {
  name: 'TaskNature',
  description: 'What a task is about.',
  valuesConfig: {
    PROCESS: { description: 'A step of becoming a customer, such as verifying one’s name (流程任务).' },
    BUSINESS: { description: 'Business itself, such as another order (业务任务).' },
  },
});

const units = { TIMES: 'times', FEN: 'fen' } as const;
registerEnumType(units, {
  name: 'TaskUnit',
  description: 'What progress is counted in.',
  valuesConfig: {
    TIMES: { description: 'How often it was done (次数).' },
    FEN: { description: 'The sum of amounts, in fen (金额).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Where a tap leads.' })
export class TaskAction {
  @Access(anyone)
  @Field(() => String, { description: 'The page, such as `mall`.' })
  open: string;
}

@ObjectType({ simpleResolvers: true, description: 'Something that members are asked to do (任务).' })
export class Task {
  @Access(anyone)
  @Field(() => String, { description: 'Stable for ever, such as `first-order`.' })
  code: string;

  @Access(anyone)
  @Field(() => String, { description: 'The name in the reader’s language.' })
  name: string;

  @Access(anyone)
  @Field(() => kinds, { description: 'How often it can be done.' })
  kind: engine.TaskKind;

  @Access(anyone)
  @Field(() => natures, { description: 'What it is about.' })
  nature: engine.Task['nature'];

  @Access(anyone)
  @Field(() => periods, { description: 'After what time it begins anew.' })
  period: string;

  @Access(anyone)
  @Field(() => units, { description: 'What it counts.' })
  unit: engine.TaskProgress['unit'];

  @Access(anyone)
  @Field(() => SafeInt, { description: 'How much completes it, in its unit (目标).' })
  target: number;

  @Access(anyone)
  @Field(() => Reward, { description: 'What it gives (奖励).' })
  reward: Reward;

  @Access(anyone)
  @Field(() => Boolean, { description: 'Whether the reward is given at completion, without a claim (自动发放).' })
  automatic: boolean;

  @Access(anyone)
  @Field(() => TaskAction, { nullable: true, description: 'Where it can be done; null: not in the app.' })
  action?: TaskAction;

  /** The task in the reader's language. */
  static from(task: engine.Task, locale: Locale): Task {
    const { code, kind, nature, progress, action } = task;
    return Object.assign(new Task(), {
      ...{ code, kind, nature, action, unit: progress.unit, target: progress.target },
      name: task.name[locale],
      period: periodOfKind[kind],
      reward: Reward.from(task.reward),
      automatic: task.claim === 'auto',
    });
  }
}

const states = { LOCKED: 'locked', OPEN: 'open', COMPLETED: 'completed', CLAIMED: 'claimed' } as const;
registerEnumType(states, {
  name: 'MemberTaskState',
  description: 'Where a member stands with a task in its period.',
  valuesConfig: {
    LOCKED: { description: 'A task before it must be completed first (未解锁).' },
    OPEN: { description: 'To be done (进行中).' },
    COMPLETED: { description: 'Done; the reward waits to be claimed (待领取).' },
    CLAIMED: { description: 'Done, and the reward was given (已领取).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A task, and how far the member is with it (会员任务).' })
export class MemberTask {
  @Access(readers)
  @Field(() => Task, { description: 'The task.' })
  task: Task;

  @Access(readers)
  @Field(() => SafeInt, { description: 'How much was done in this period, up to the target (进度).' })
  progress: number;

  @Access(readers)
  @Field(() => SafeInt, { description: 'How much completes it (目标).' })
  target: number;

  @Access(readers)
  @Field(() => states, { description: 'Where the member stands with it.' })
  state: TaskStanding['state'];

  @Access(readers)
  @Field(() => Boolean, { description: 'Whether `taskRewardClaim` gives the reward now (可领取).' })
  canClaim: boolean;

  @Access(readers)
  @Field(() => [Task], { description: 'What must be completed first; empty unless it is locked (前置任务).' })
  waitsFor: Task[];

  @Access(readers)
  @Field(() => DateTime, {
    nullable: true,
    description: 'When it ends for this period, an unclaimed reward included; null: never.',
  })
  endsAt?: Date;

  @Access(readers)
  @Field(() => TaskAction, { nullable: true, description: 'Where it can be done; null: not in the app.' })
  action?: TaskAction;

  /** The standing in the reader's language. */
  static from({ task, state, progress, target, canClaim, waitsFor, endsAt }: TaskStanding, locale: Locale): MemberTask {
    return Object.assign(new MemberTask(), {
      ...{ task: Task.from(task, locale), state, progress, target, canClaim, action: task.action },
      waitsFor: waitsFor.map((before) => Task.from(before, locale)),
      endsAt: endsAt === undefined ? undefined : new Date(endsAt),
    });
  }
}

const stepKinds = {
  CLAIM_REWARD: 'claim',
  CHECK_IN: 'checkIn',
  DO_TASK: 'task',
  PURCHASE: 'purchase',
  REACH: 'reach',
} as const satisfies Record<string, NextStep['kind']>;
registerEnumType(stepKinds, {
  name: 'NextActionKind',
  description: 'What a next step is. Kinds are added: show one that you do not know by its text.',
  valuesConfig: {
    CLAIM_REWARD: { description: 'A reward waits to be claimed (领取奖励).' },
    CHECK_IN: { description: 'Today’s check-in (签到).' },
    DO_TASK: { description: 'A task (做任务).' },
    PURCHASE: { description: 'Business of an amount (消费).' },
    REACH: { description: 'What the level’s score is made of (提升).' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'The cheapest step to the next level, or the best reward that can be had (下一步).',
})
export class NextAction {
  @Access(readers)
  @Field(() => stepKinds, { description: 'What it is.' })
  kind: NextStep['kind'];

  @Access(readers)
  @Field(() => String, { description: 'The step in one sentence of the reader’s language.' })
  text: string;

  @Access(readers)
  @Field(() => MemberTask, { nullable: true, description: 'The task; null when it is none.' })
  task?: MemberTask;

  @Access(readers)
  @Field(() => SafeInt, { nullable: true, description: 'How much business it takes, in fen; null: none, or unknown.' })
  amountFen?: number;

  @Access(readers)
  @Field(() => SafeInt, {
    description: 'What it brings: of the score of the level when it counts there, otherwise points or growth value.',
  })
  gain: number;

  @Access(readers)
  @Field(() => TaskAction, { nullable: true, description: 'Where it can be done; null: not in the app.' })
  action?: TaskAction;

  /** The step in the reader's language. */
  static from({ standing, text, ...step }: NextStep, locale: Locale): NextAction {
    const task = standing && MemberTask.from(standing, locale);
    return Object.assign(new NextAction(), { ...step, text: text[locale], task });
  }
}

@InputType({ description: 'The reward to take.' })
export class TaskRewardClaimInput {
  @Field(() => String, {
    description: 'Made by the caller; a repetition with the same key is answered, not done again.',
  })
  idempotencyKey: string;

  @Field(() => String, { description: 'The code of the task.' })
  taskCode: string;
}

@ObjectType({ simpleResolvers: true, description: 'The task after the claim, or why nothing was given.' })
export class TaskRewardClaimPayload extends Payload {
  @Access(member)
  @Field(() => MemberTask, { nullable: true, description: 'The task as it is now.' })
  task?: MemberTask;

  @Access(member)
  @Field(() => Member, { nullable: true, description: 'The member as they are now.' })
  member?: Member;
}
