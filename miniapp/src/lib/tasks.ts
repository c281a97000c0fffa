import type { TaskPartsFragment } from '@/graphql/generated/graphql';

/** What can be claimed first, then what can be done, then what must wait, and what is done last; else as they came. */
const ORDER = { COMPLETED: 0, OPEN: 1, LOCKED: 2, CLAIMED: 3 } as const;

export function byUrgency<Task extends Pick<TaskPartsFragment, 'state'>>(tasks: readonly Task[]): Task[] {
  return [...tasks].sort((one, other) => ORDER[one.state] - ORDER[other.state]);
}
