import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import * as engine from '../../engine/program';
import type { MemberState } from '../../engine/state';
import { Access, member, partner, staff } from '../../graphql/access';
import { connectionOf, PageArgs, pageOf } from '../../graphql/connection';
import type { Context } from '../../graphql/context';
import { eventIdOf, journalLineLoader, stateAt } from '../journal';
import { Member } from '../members/members.types';
import type { ProgramCatalogue } from '../programs';
import { Level, Track } from '../programs/programs.types';
import { trackByCode } from './explain-level';
import { listEvidence } from './level-evidence';
import { LevelEvidence, LevelEvidenceConnection, LevelExplanation } from './level-explanation.types';
import { historyOf } from './level-history';
import { LevelChange, LevelChangeConnection, MemberLevel, Membership, standingFrom } from './levels.types';
import { levelByCode, placeAt } from './place-at';

/** What the resolver is given. */
export interface LevelsParts {
  programs: ProgramCatalogue;
}

/** A member's place on the tracks. */
@Resolver(() => Member)
export class LevelsResolver {
  constructor(private readonly parts: LevelsParts) {}

  @Access(member, partner('members:read'), staff('viewer'))
  @FieldResolver(() => MemberLevel, { description: 'The level on the primary track (会员等级).' })
  async level(@Root() root: Member, @Ctx() context: Context): Promise<MemberLevel> {
    const { program, state } = await this.standing(root, context);
    return standingOn(root, program, engine.primaryTrack(program), state, context);
  }

  @Access(member, partner('members:read'), staff('viewer'))
  @FieldResolver(() => LevelChangeConnection, {
    description: 'How the level on the primary track changed, latest first (等级变动记录).',
  })
  async levelHistory(@Root() root: Member, @Args(() => PageArgs) page: PageArgs, @Ctx() context: Context) {
    const position = pageOf('LevelChange', page);
    const { program, state } = await this.standing(root, context);
    const track = engine.primaryTrack(program);
    const { changes, hasNextPage } = historyOf(track, state, position);
    return connectionOf({
      list: 'LevelChange',
      nodes: changes.map(({ index, level, at, cause }) =>
        Object.assign(new LevelChange(), { index, cause, at: new Date(at), level: levelNow(level) }),
      ),
      hasNextPage,
      keyOf: ({ index }) => index,
    });

    function levelNow(code: string): Level {
      return Level.from(levelByCode(track, code), context.locale);
    }
  }

  @Access(member, partner('members:read'), staff('viewer'))
  @FieldResolver(() => [Membership], { description: 'The member’s place on every track (全部身份).' })
  async memberships(@Root() root: Member, @Ctx() context: Context): Promise<Membership[]> {
    const { locale } = context;
    const { program, state } = await this.standing(root, context);
    return program.tracks.map((track) => {
      const review = state.tracks[track.code]?.review;
      return {
        track: Track.from(track, locale),
        ...standingOn(root, program, track, state, context),
        review: review && { level: Level.from(levelByCode(track, review.level), locale), at: new Date(review.at) },
      };
    });
  }

  private async standing(root: Member, context: Context) {
    const current = await this.parts.programs.current();
    return { program: current.program, state: await stateAt(context, current, root) };
  }
}

function standingOn(
  { rowId }: Member,
  program: engine.Program,
  track: engine.Track,
  state: MemberState,
  { now, locale }: Context,
): MemberLevel {
  const place = placeAt(program, track, state, now.getTime());
  return standingFrom(track, place, () => LevelExplanation.from(rowId, program, track, place, locale), locale);
}

/** Why a member is on a level, down to the events. */
@Resolver(() => LevelExplanation)
export class LevelExplanationResolver {
  constructor(private readonly parts: LevelsParts) {}

  @Access(member, partner('members:read'), staff('viewer'))
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'The version of the program by which the change was recorded; null when the member has just joined.',
  })
  async programVersion(@Root() root: LevelExplanation, @Ctx() context: Context): Promise<number | undefined> {
    return (await changeOf(root, context))?.programVersion;
  }

  @Access(member, partner('members:read'), staff('viewer'))
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The partner’s id of the event with which the level changed; null when it was no event.',
  })
  async eventId(@Root() root: LevelExplanation, @Ctx() context: Context): Promise<string | undefined> {
    const line = await changeOf(root, context);
    const isByEvent = root.cause === 'upgrade' || root.cause === 'revoked';
    return isByEvent && line?.input.kind === 'event' ? eventIdOf(line.input.eventKey) : undefined;
  }

  @Access(member, partner('members:read'), staff('viewer'))
  @FieldResolver(() => LevelEvidenceConnection, {
    description: 'What the score is made of, latest first (等级依据).',
  })
  async entries(@Root() root: LevelExplanation, @Args(() => PageArgs) page: PageArgs, @Ctx() context: Context) {
    const position = pageOf('LevelEvidence', page);
    const { program } = await this.parts.programs.current();
    const whose = { memberId: root.memberRowId, scope: root.scope };
    const track = trackByCode(program, root.track);
    const { evidence, hasNextPage } = await listEvidence(context.loaders, program, track, whose, position);
    return connectionOf({
      list: 'LevelEvidence',
      nodes: evidence.map((one) => LevelEvidence.from(one, context.locale)),
      hasNextPage,
      keyOf: ({ key }) => key,
    });
  }
}

/** The input of the journal that led to the level. */
async function changeOf({ memberRowId, input }: LevelExplanation, { loaders }: Context) {
  return input === 0 ? undefined : loaders.load(journalLineLoader, `${memberRowId}:${input}`);
}
