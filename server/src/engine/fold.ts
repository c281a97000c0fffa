import type { Instant } from './calendar';
import type { Input } from './input';
import type { Outcome } from './outcome';
import type { Program } from './program';
import type { MemberState } from './state';

/** The state of somebody who has just joined: on the first level of every track. */
export declare function newMember(program: Program, joinedAt: Instant): MemberState;

/**
 * Folds one input into a member's state. Time passes first: everything that fell due until `input.at` happens in the
 * order it fell due. Throws InputRefused, and then nothing has changed. `rules` is the program version in force when an
 * event occurred, when that is an older one.
 */
export declare function apply(program: Program, state: MemberState, input: Input, rules?: Program): Outcome;

/** Lets time pass until `now`. What the nightly job does, and nothing else; going back does nothing. */
export declare function advance(program: Program, state: MemberState, now: Instant): Outcome;

/** When time alone will change something next; absent: never. */
export declare function nextDue(program: Program, state: MemberState): Instant | undefined;
