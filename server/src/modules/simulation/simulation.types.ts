import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access, staff } from '../../graphql/access';
import { connectionOf, connectionTypes, type PageArgs, pageOf } from '../../graphql/connection';
import type { Context } from '../../graphql/context';
import { Node } from '../../graphql/node';
import { Payload } from '../../graphql/payload';
import { DateTime } from '../../graphql/scalars';
import { encodeId } from '../../platform/ids';
import { Member } from '../members/members.types';
import { visibleMember } from '../members/members.visibility';
import { pageOfIds } from './page-of-ids';
import type { SimulationRow, SimulationState } from './simulation.entities';

const states = {
  QUEUED: 'QUEUED',
  RUNNING: 'RUNNING',
  DONE: 'DONE',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
} as const;
registerEnumType(states, {
  name: 'SimulationState',
  description: 'How far a simulation is.',
  valuesConfig: {
    QUEUED: { description: 'It waits for its turn (排队中).' },
    RUNNING: { description: 'It is under way (进行中); see `membersDone`.' },
    DONE: { description: 'Its result is there (已完成).' },
    FAILED: { description: 'It failed (失败); `error` says why.' },
    CANCELLED: { description: 'It was called off (已取消).' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A draft of the program, tried on the stored history (方案模拟). Members see nothing of it.',
})
export class Simulation extends Node {
  /** For paging and for the result. */
  readonly rowId: number;

  /** The stored result, as JSON. */
  readonly outcome: string | null;

  @Access(staff('viewer'))
  @Field(() => states, { description: 'How far it is.' })
  state: SimulationState;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'The draft, YAML.' })
  source: string;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'SHA-256 of the draft, in hexadecimal digits.' })
  sourceHash: string;

  @Access(staff('viewer'))
  @Field(() => [String], { description: 'What the draft changed in the program that was in force, a line each.' })
  diff: string[];

  @Access(staff('viewer'))
  @Field(() => String, { description: 'The name of who asked for it.' })
  requestedBy: string;

  @Access(staff('viewer'))
  @Field(() => DateTime, { description: 'When it was asked for; levels and points are judged as of then.' })
  createdAt: Date;

  @Access(staff('viewer'))
  @Field(() => DateTime, { nullable: true, description: 'When it began, for the last time if it had to begin again.' })
  startedAt: Date | null;

  @Access(staff('viewer'))
  @Field(() => DateTime, { nullable: true, description: 'When it ended, however it did.' })
  finishedAt: Date | null;

  @Access(staff('viewer'))
  @Field(() => Int, { description: 'How many members there are to go through; 0 before it begins.' })
  membersTotal: number;

  @Access(staff('viewer'))
  @Field(() => Int, { description: 'How many are done.' })
  membersDone: number;

  @Access(staff('viewer'))
  @Field(() => Int, { description: 'How many of their inputs were folded.' })
  inputsDone: number;

  @Access(staff('viewer'))
  @Field(() => String, { nullable: true, description: 'Why it failed.' })
  error: string | null;

  /** The simulation as staff see it. */
  static from(row: SimulationRow): Simulation {
    const { id: rowId, diff, result: outcome, lease: _lease, touchedAt: _touchedAt, ...shown } = row;
    const id = encodeId('Simulation', rowId);
    return Object.assign(new Simulation(), { ...shown, id, rowId, outcome, diff: JSON.parse(diff) as string[] });
  }
}

/** `SimulationConnection`. */
export const SimulationConnection = connectionTypes(Simulation, 'Simulation', staff('viewer'));

/** `SimulatedMemberConnection`: members whom a simulation names. */
export const SimulatedMemberConnection = connectionTypes(Member, 'SimulatedMember', staff('viewer'));

/** A page of members by their row ids; one who is gone is left out. */
export async function memberPage(context: Context, list: string, ids: readonly number[], args: PageArgs) {
  const { page, hasNextPage } = pageOfIds(ids, pageOf(list, args));
  const members = await Promise.all(page.map((id) => visibleMember(context, id)));
  const nodes = members.filter((found) => found !== null);
  return connectionOf({ list, nodes, hasNextPage, keyOf: ({ rowId }) => rowId });
}

@InputType({ description: 'A draft to be tried on the stored history.' })
export class ProgramSimulateInput {
  @Field(() => String, { description: 'The program file, YAML.' })
  source: string;
}

@InputType({ description: 'Which simulation to call off.' })
export class ProgramSimulationCancelInput {
  @Field(() => ID, { description: 'Its id.' })
  id: string;
}

@ObjectType({ simpleResolvers: true, description: 'A simulation that was begun or called off.' })
abstract class SimulationPayload extends Payload {
  @Access(staff('operator'))
  @Field(() => Simulation, { nullable: true, description: 'The simulation.' })
  simulation?: Simulation;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `programSimulate`.' })
export class ProgramSimulatePayload extends SimulationPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `programSimulationCancel`.' })
export class ProgramSimulationCancelPayload extends SimulationPayload {}
