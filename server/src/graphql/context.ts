import type { Changes } from '../platform/changes';
import type { RequestLoaders } from '../platform/database/loaders';
import type { Locale } from '../platform/locale';
import type { Logger } from '../platform/log';
import type { Principal } from './principal';

/** The resolvers of a server, by their class. */
export type Resolvers = ReadonlyMap<unknown, object>;

/** What every resolver gets: who asks, in which language, when, and the loaders of this request. */
export interface Context {
  requestId: string;
  principal: Principal;
  /** The network address from which the request came. */
  address: string;
  /** The reader's language, from `Accept-Language`. */
  locale: Locale;
  /** The business instant at which the request arrived: one request sees one time. */
  now: Date;
  loaders: RequestLoaders;
  /** For the schema alone: those of the server that was asked. */
  resolvers: Resolvers;
  /** Where changes are announced and watched. */
  changes: Changes;
  log: Logger;
  /** Tells whoever works on what transactions leave behind that one has committed. */
  committed(): void;
}

/** The member who is signed in. Only for fields whose access is `member` alone. */
export function signedInMember(context: Context): { memberId: number; sessionId: string } {
  const { principal } = context;
  if (principal.audience !== 'member') throw new Error('A field for members was resolved for another audience.');
  return principal;
}
