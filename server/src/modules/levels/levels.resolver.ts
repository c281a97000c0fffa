import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { placementOf } from '../../engine/levels';
import { primaryTrack } from '../../engine/program';
import { Access, member, partner, staff } from '../../graphql/access';
import type { Context } from '../../graphql/context';
import { growthLoader } from '../growth';
import { Member } from '../members/members.types';
import type { ProgramCatalogue } from '../programs';
import { Level, Track } from '../programs/programs.types';
import { howToReach } from './how-to-reach';
import { MemberLevel, Membership } from './levels.types';

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
    const [{ program }, score] = await Promise.all([this.parts.programs.current(), scoreOf(root, context)]);
    const { level, next } = placementOf(primaryTrack(program), score);
    return {
      level: Level.from(level, locale),
      next: next && { ...next, level: Level.from(next.level, locale), how: howToReach(next, locale) },
    };
  }

  @Access(member, partner('members:read'), staff('viewer'))
  @FieldResolver(() => [Membership], { description: 'The member’s place on every track (全部身份).' })
  async memberships(@Root() root: Member, @Ctx() context: Context): Promise<Membership[]> {
    const { locale } = context;
    const [{ program }, score] = await Promise.all([this.parts.programs.current(), scoreOf(root, context)]);
    return program.tracks.map((track) => ({
      track: Track.from(track, locale),
      level: Level.from(placementOf(track, score).level, locale),
    }));
  }
}

async function scoreOf(root: Member, context: Context): Promise<number> {
  return (await context.loaders.load(growthLoader, root.rowId)) ?? 0;
}
