import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { Access, staff } from '../../graphql/access';
import { connectionTypes } from '../../graphql/connection';
import { Node } from '../../graphql/node';
import { Payload } from '../../graphql/payload';
import { DateTime } from '../../graphql/scalars';
import { encodeId } from '../../platform/ids';
import type { ProgramVersionRow } from './programs.entities';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A published version of the program; it never changes, and the highest number is in force.',
})
export class ProgramVersion extends Node {
  @Access(staff('viewer'))
  @Field(() => Int, { description: 'Counts up from 1.' })
  number: number;

  @Access(staff('viewer'))
  @Field(() => DateTime, { description: 'Since when it was in force.' })
  publishedAt: Date;

  @Access(staff('viewer'))
  @Field(() => String, { nullable: true, description: 'What changed and why; null for the first, from installation.' })
  note: string | null;

  @Access(staff('viewer'))
  @Field(() => String, { nullable: true, description: 'The name of who published it; null for the first.' })
  publishedBy: string | null;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'The program file, as it was published.' })
  source: string;

  /** The version as staff see it. */
  static from({ id: rowId, number, publishedAt, note, publishedBy, source }: ProgramVersionRow): ProgramVersion {
    const id = encodeId('ProgramVersion', rowId);
    return Object.assign(new ProgramVersion(), { id, number, publishedAt, note, publishedBy, source });
  }
}

/** `ProgramVersionConnection`. */
export const ProgramVersionConnection = connectionTypes(ProgramVersion, 'ProgramVersion', staff('viewer'));

@ObjectType({ simpleResolvers: true, description: 'A fault of a program file.' })
export class ProgramFault {
  @Access(staff('viewer'))
  @Field(() => Int, { description: 'The line, from 1.' })
  line: number;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'The path of the key, such as `tracks.0.levels.2.threshold`.' })
  path: string;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'What is wrong and what to write instead.' })
  message: string;
}

@InputType({ description: 'A program file to check.' })
export class ProgramValidateInput {
  @Field(() => String, { description: 'The file, YAML.' })
  source: string;
}

@InputType({ description: 'A program file to put in force.' })
export class ProgramPublishInput {
  @Field(() => String, { description: 'The file, YAML.' })
  source: string;

  @Field(() => String, { description: 'What changes and why, up to 500 characters.' })
  note: string;
}

@InputType({ description: 'The version to go back to.' })
export class ProgramRollbackInput {
  @Field(() => Int, { description: 'Its number.' })
  version: number;
}

const DIFF =
  'What changes, a line each, by code: `tracks.growth.levels.gold.threshold: 12000 → 15000`, `rules.order-points: added`.';

@ObjectType({ simpleResolvers: true, description: 'Outcome of `programValidate`.' })
export class ProgramValidatePayload extends Payload {
  @Access(staff('viewer'))
  @Field(() => [ProgramFault], { nullable: true, description: 'All faults of the file; empty when there is none.' })
  faults?: ProgramFault[];

  @Access(staff('viewer'))
  @Field(() => [String], { nullable: true, description: `${DIFF} Null when the file has faults.` })
  diff?: string[];
}

@ObjectType({ simpleResolvers: true, description: 'A version that was published.' })
abstract class ProgramVersionPayload extends Payload {
  @Access(staff('admin'))
  @Field(() => ProgramVersion, { nullable: true, description: 'The version, in force from now on.' })
  version?: ProgramVersion;

  @Access(staff('admin'))
  @Field(() => [String], { nullable: true, description: DIFF })
  diff?: string[];
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `programPublish`.' })
export class ProgramPublishPayload extends ProgramVersionPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `programRollback`.' })
export class ProgramRollbackPayload extends ProgramVersionPayload {}
