import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { primaryTrack } from '../../engine/program';
import { Access, member, partner, staff } from '../../graphql/access';
import { connectionOf, PageArgs, pageOf } from '../../graphql/connection';
import type { Context } from '../../graphql/context';
import { stateAt } from '../journal';
import { Member } from '../members/members.types';
import type { ProgramCatalogue } from '../programs';
import { Level, Track } from '../programs/programs.types';
import { howToReach } from './how-to-reach';
import { historyOf } from './level-history';
import { LevelChange, LevelChangeConnection, MemberLevel, Membership } from './levels.types';
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
    const { locale } = context;
    const { program, state } = await this.standing(root, context);
    const { level, next, place } = placeAt(program, primaryTrack(program), state, context.now.getTime());
    return {
      level: Level.from(level, locale),
      next: next && { ...next, level: Level.from(next.level, locale), how: howToReach(next, locale) },
      since: new Date(place.since),
      validUntil: place.validUntil === undefined ? undefined : new Date(place.validUntil),
      source: place.source,
    };
  }

  @Access(member, partner('members:read'), staff('viewer'))
  @FieldResolver(() => LevelChangeConnection, {
    description: 'How the level on the primary track changed, latest first (等级变动记录).',
  })
  async levelHistory(@Root() root: Member, @Args(() => PageArgs) page: PageArgs, @Ctx() context: Context) {
    const position = pageOf('LevelChange', page);
    const { program, state } = await this.standing(root, context);
    const track = primaryTrack(program);
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
      const { level, place } = placeAt(program, track, state, context.now.getTime());
      const { review } = place;
      return {
        track: Track.from(track, locale),
        level: Level.from(level, locale),
        review: review && {
          level: Level.from(levelByCode(track, review.level), locale),
          at: new Date(review.at),
        },
      };
    });
  }

  private async standing(root: Member, context: Context) {
    const current = await this.parts.programs.current();
    return { program: current.program, state: await stateAt(context, current, root) };
  }
}
