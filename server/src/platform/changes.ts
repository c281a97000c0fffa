import { createPubSub } from '@graphql-yoga/subscription';

/** The kinds of object whose changes can be watched. */
export type WatchedKind = 'member';

/**
 * Tells those who watch an object that it changed. Carries no data: who is told reads anew, with their own rights.
 * Reaches watchers in this process.
 */
export interface Changes {
  /** To be called after the commit. */
  publish(kind: WatchedKind, rowId: number): void;
  watch(kind: WatchedKind, rowId: number): AsyncIterable<unknown>;
}

/** A bus of its own for each server. */
export function createChanges(): Changes {
  const pubSub = createPubSub<{ changed: [topic: string, payload: true] }>();
  return {
    publish: (kind, rowId) => pubSub.publish('changed', `${kind}:${rowId}`, true),
    watch: (kind, rowId) => pubSub.subscribe('changed', `${kind}:${rowId}`),
  };
}
