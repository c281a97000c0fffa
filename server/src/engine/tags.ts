import type { Draft } from './draft';
import { type Input, InputRefused } from './input';
import type { Program } from './program';
import type { MemberState } from './state';

type Of<K extends Input['kind']> = Extract<Input, { kind: K }>;

/** Whether a member with these tags has one of those that are asked for; nothing asked: everybody. */
export function isInSegments(segments: readonly string[] | undefined, tags: readonly string[] = []): boolean {
  return !segments || segments.length === 0 || segments.some((tag) => tags.includes(tag));
}

/** Puts a tag on a member; one that is there already stays. Refuses: TAG_UNKNOWN. */
export function assignTag({ program, state }: Draft, { tag }: Of<'assignTag'>): void {
  refuseUnknown(program, tag);
  bringTags(state, [tag]);
}

/** Takes a tag off a member who has it, also one that the program knows no more. Refuses: TAG_UNKNOWN. */
export function removeTag({ program, state }: Draft, { tag }: Of<'removeTag'>): void {
  const left = state.tags?.filter((one) => one !== tag) ?? [];
  if (left.length === (state.tags?.length ?? 0)) refuseUnknown(program, tag);
  state.tags = left.length > 0 ? left : undefined;
}

function refuseUnknown({ tags }: Program, tag: string): void {
  if (tags.some(({ code }) => code === tag)) return;
  const known = tags.map(({ code }) => code).join(', ') || '(none)';
  throw new InputRefused('TAG_UNKNOWN', `The program in force has no tag ${tag}: choose one of ${known}.`);
}

/** The member has these tags, too. */
export function bringTags(state: MemberState, tags: readonly string[] = []): void {
  const all = new Set([...(state.tags ?? []), ...tags]);
  if (all.size > 0) state.tags = [...all].sort();
}
