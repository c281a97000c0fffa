import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type * as engine from '../../engine/program';
import { Access, anyone } from '../../graphql/access';
import { SafeInt, URLScalar } from '../../graphql/scalars';
import type { Locale } from '../../platform/locale';
import type { VersionedProgram } from './program-catalogue';

const trackKinds = {
  REGISTERED: 'registered',
  LEVEL: 'level',
  STORED_VALUE: 'storedValue',
  PAID: 'paid',
} as const satisfies Record<string, engine.TrackKind>;
registerEnumType(trackKinds, {
  name: 'TrackKind',
  description: 'What kind of membership a track is.',
  valuesConfig: {
    REGISTERED: { description: 'Being registered; everyone is alike (注册会员).' },
    LEVEL: { description: 'Levels that are earned (等级会员).' },
    STORED_VALUE: { description: 'Levels by stored value (储值会员).' },
    PAID: { description: 'A plan that is paid for (付费会员).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A level (等级): a rung of a track.' })
export class Level {
  /** For resolvers only: never leaves the server. */
  readonly benefitCodes: readonly string[];

  @Access(anyone)
  @Field(() => String, { description: 'Stable for ever, such as `gold`.' })
  code: string;

  @Access(anyone)
  @Field(() => String, { description: 'The name in the reader’s language, such as 黄金会员.' })
  name: string;

  @Access(anyone)
  @Field(() => Int, { description: 'The place on the track, from 0 at the bottom.' })
  rank: number;

  @Access(anyone)
  @Field(() => SafeInt, { description: 'The growth value from which a member is placed here (门槛).' })
  threshold: number;

  @Access(anyone)
  @Field(() => String, { description: 'The level’s colour, `#rrggbb`.' })
  color: string;

  @Access(anyone)
  @Field(() => URLScalar, { nullable: true, description: 'Picture of the badge, when the program gives one (徽章).' })
  badgeUrl?: string;

  /** The level in the reader's language. */
  static from(level: engine.Level, locale: Locale): Level {
    return inLanguage(level, locale, () => {
      const { benefits: benefitCodes, name, ...rest } = level;
      return Object.assign(new Level(), { ...rest, name: name[locale], benefitCodes });
    });
  }
}

@ObjectType({
  simpleResolvers: true,
  description: 'A track (会员体系): a ladder of levels. A member is on several at once.',
})
export class Track {
  @Access(anyone)
  @Field(() => String, { description: 'Stable for ever.' })
  code: string;

  @Access(anyone)
  @Field(() => String, { description: 'The name in the reader’s language.' })
  name: string;

  @Access(anyone)
  @Field(() => trackKinds, { description: 'What kind of membership it is.' })
  kind: engine.TrackKind;

  @Access(anyone)
  @Field(() => Boolean, { description: 'Whether `Member.level` speaks of it; true for exactly one.' })
  primary: boolean;

  @Access(anyone)
  @Field(() => [Level], { description: 'The levels from the bottom to the top.' })
  levels: Level[];

  /** The track in the reader's language. */
  static from(track: engine.Track, locale: Locale): Track {
    return inLanguage(track, locale, () => {
      const levels = track.levels.map((level) => Level.from(level, locale));
      return Object.assign(new Track(), { ...track, name: track.name[locale], levels });
    });
  }
}

@ObjectType({ simpleResolvers: true, description: 'The membership program in force (会员方案).' })
export class Program {
  @Access(anyone)
  @Field(() => String, { description: 'Stable for ever, such as `instalment-mall`.' })
  code: string;

  @Access(anyone)
  @Field(() => String, { description: 'The name in the reader’s language.' })
  name: string;

  @Access(anyone)
  @Field(() => Int, { description: 'The number of the published version.' })
  version: number;

  @Access(anyone)
  @Field(() => String, { description: 'Time zone of business dates, such as `Asia/Shanghai`.' })
  timeZone: string;

  @Access(anyone)
  @Field(() => [Track], { description: 'The tracks.' })
  tracks: Track[];

  /** The program in the reader's language. */
  static from({ program, version }: VersionedProgram, locale: Locale): Program {
    return inLanguage(program, locale, () => {
      const { code, timeZone } = program;
      const tracks = program.tracks.map((track) => Track.from(track, locale));
      return Object.assign(new Program(), { code, name: program.name[locale], version, timeZone, tracks });
    });
  }
}

const known = new WeakMap<object, Partial<Record<Locale, unknown>>>();

/** A part of a published program as it is shown in a language: made once, because programs never change. */
function inLanguage<T>(part: object, locale: Locale, make: () => T): T {
  const shown = known.get(part) ?? {};
  known.set(part, shown);
  shown[locale] ??= make();
  return shown[locale] as T;
}
