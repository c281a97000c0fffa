import { createPubSub } from '@graphql-yoga/subscription';

/** The kinds of object whose changes can be watched. */
export type WatchedKind = 'member' | 'ordersOfMember';

/**
 * Tells those who watch an object that it changed, and of several which one (`part`, a row). Carries no data: who is told
 * reads anew, with their own rights. Reaches watchers in this process.
 */
export interface Changes {
  /** To be called after the commit. */
  publish(kind: WatchedKind, rowId: number, part?: number): void;
  /** The parts that changed; where none was told, the object itself. */
  watch(kind: WatchedKind, rowId: number): AsyncIterable<number>;
}

/** A bus of its own for each server. */
export function createChanges(): Changes {
  const pubSub = createPubSub<{ changed: [topic: string, payload: number] }>();
  return {
    publish: (kind, rowId, part = rowId) => pubSub.publish('changed', `${kind}:${rowId}`, part),
    watch: (kind, rowId) => pubSub.subscribe('changed', `${kind}:${rowId}`),
  };
}
