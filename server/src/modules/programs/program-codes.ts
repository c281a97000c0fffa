import type { Program } from '../../engine/program';

/** Everything that a code has named: `rule`, `track`, `campaign`, `task`, `level of the track growth`. */
export type KnownCodes = Map<string, Set<string>>;

/** Every code of a program with the kind of thing that it names. */
export function codesOf(program: Program): { code: string; kind: string }[] {
  return [
    ...program.tracks.map(({ code }) => ({ code, kind: 'track' })),
    ...program.tracks.flatMap((track) =>
      track.levels.map(({ code }) => ({ code, kind: `level of the track ${track.code}` })),
    ),
    ...program.rules.map(({ code }) => ({ code, kind: 'rule' })),
    ...program.campaigns.map(({ code }) => ({ code, kind: 'campaign' })),
    ...program.tags.map(({ code }) => ({ code, kind: 'tag' })),
    ...program.tasks.map(({ code }) => ({ code, kind: 'task' })),
    ...program.benefits.map(({ code }) => ({ code, kind: 'benefit' })),
    ...Object.keys(program.gifts).map((code) => ({ code, kind: 'gift' })),
    ...program.plans.map(({ code }) => ({ code, kind: 'plan' })),
    ...program.offers.map(({ code }) => ({ code, kind: 'offer' })),
    ...program.coupons.map(({ code }) => ({ code, kind: 'coupon' })),
  ];
}

/** The codes that a program uses for something that they have never named, though they have named something else. */
export function reusedCodes(program: Program, known: KnownCodes): { code: string; kind: string; before: string }[] {
  return codesOf(program).flatMap(({ code, kind }) => {
    const before = known.get(code);
    return before && !before.has(kind) ? [{ code, kind, before: [...before].join(', ') }] : [];
  });
}
