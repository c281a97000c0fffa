import type { SignInChannel } from '../../graphql/generated/graphql';

/** A code from WeChat, to be exchanged for a session; works once. */
export interface SignInCode {
  code: string;
  channel: SignInChannel;
}

/** How a member comes in; WeChat and the browser each have their own way. */
export interface Entrance {
  /** Whether a launch may sign in without being asked. */
  readonly silent: boolean;
  /** A code that came with this launch, taken away so that it is used once. Throws `ApiError` when it must not be used. */
  arrive(): SignInCode | undefined;
  /** Asks WeChat for a code; undefined when the page is being left for that. Throws `ApiError`. */
  ask(): Promise<SignInCode | undefined>;
}
