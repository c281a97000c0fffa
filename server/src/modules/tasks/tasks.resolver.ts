import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { calendarOf } from '../../engine/draft';
import { isInSegments } from '../../engine/tags';
import { taskStandings, termOf } from '../../engine/tasks';
import { Access, anyone, member, partner, staff } from '../../graphql/access';
import { type Context, signedInMember } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import { principalKey } from '../../graphql/principal';
import type { Database } from '../../platform/database/open-database';
import { inTransaction } from '../../platform/database/unit-of-work';
import { stateAt } from '../journal';
import { currentMemberId, untilNotMerged } from '../members';
import { Member } from '../members/members.types';
import { visibleMember } from '../members/members.visibility';
import type { ProgramCatalogue } from '../programs';
import { Program } from '../programs/programs.types';
import { claimTaskReward } from './claim-task-reward';
import { nextStep } from './next-step';
import { MemberTask, NextAction, Task, TaskRewardClaimInput, TaskRewardClaimPayload } from './tasks.types';

/** What the resolvers are given. */
export interface TasksParts {
  database: Database;
  programs: ProgramCatalogue;
}

/** A member's tasks. */
@Resolver(() => Member)
export class TasksResolver {
  constructor(private readonly parts: TasksParts) {}

  @Access(member, partner('members:read'), staff('viewer'))
  @FieldResolver(() => [MemberTask], {
    description: 'The tasks that the member can see now, in the program’s order (任务).',
  })
  async tasks(@Root() root: Member, @Ctx() context: Context): Promise<MemberTask[]> {
    const { program, state, now } = await this.standing(root, context);
    return taskStandings(program, state, now).map((standing) => MemberTask.from(standing, context.locale));
  }

  @Access(member, partner('members:read'), staff('viewer'))
  @FieldResolver(() => NextAction, {
    nullable: true,
    description: 'The cheapest step to the next level, or the best reward that can be had; null: none (下一步).',
  })
  async nextAction(@Root() root: Member, @Ctx() context: Context): Promise<NextAction | undefined> {
    const { program, state, now } = await this.standing(root, context);
    const step = nextStep(program, state, now);
    return step && NextAction.from(step, context.locale);
  }

  @Access(member)
  @Mutation(() => TaskRewardClaimPayload, {
    description:
      'Gives the reward of a completed task (领取任务奖励). Codes: NOT_FOUND, TASK_NOT_COMPLETED, TASK_ALREADY_CLAIMED, ' +
      'TASK_OVER, MEMBER_BLOCKED, IDEMPOTENCY_KEY_REUSED, INPUT_INVALID.',
  })
  taskRewardClaim(
    @Arg('input', () => TaskRewardClaimInput, { description: 'Which one.' }) input: TaskRewardClaimInput,
    @Ctx() context: Context,
  ) {
    const { idempotencyKey: key, taskCode } = input;
    const principal = principalKey(context.principal);
    return settle<TaskRewardClaimPayload>(context, async () => {
      const parts = { current: await this.parts.programs.current(), now: context.now };
      const call = { principal, mutation: 'taskRewardClaim', key, input: { taskCode } };
      const { database } = this.parts;
      const memberId = await untilNotMerged(async () => {
        const id = await currentMemberId(database, signedInMember(context).memberId);
        await inTransaction(database, (tx) => claimTaskReward(tx, parts, call, { memberId: id, taskCode }));
        return id;
      });
      context.loaders.clear();
      context.changes.publish('member', memberId);
      const own = await visibleMember(context, memberId);
      const tasks = own ? await this.tasks(own, context) : [];
      return { task: tasks.find(({ task }) => task.code === taskCode), member: own ?? undefined };
    });
  }

  private async standing(root: Member, context: Context) {
    const current = await this.parts.programs.current();
    return { program: current.program, state: await stateAt(context, current, root), now: context.now.getTime() };
  }
}

/** What a program asks of its members. */
@Resolver(() => Program)
export class ProgramTasksResolver {
  constructor(private readonly parts: TasksParts) {}

  @Access(anyone)
  @FieldResolver(() => [Task], {
    description: 'The tasks on offer today, of all levels; without those for members whom staff have picked (任务).',
  })
  async tasks(@Ctx() { locale, now }: Context): Promise<Task[]> {
    const { program } = await this.parts.programs.current();
    const today = calendarOf(program.timeZone).dateOf(now.getTime());
    return program.tasks
      .filter(({ visible }) => isInSegments(visible.segments))
      .filter((task) => typeof termOf(task, today, today) !== 'string')
      .map((task) => Task.from(task, locale));
  }
}
