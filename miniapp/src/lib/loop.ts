import { useMutation } from '@tanstack/react-query';
import {
  CheckInCreateDocument,
  type CheckInPartsFragment,
  type TaskPartsFragment,
  TaskRewardClaimDocument,
} from '@/graphql/generated/graphql';
import type { ApiError } from './errors';
import { client, queryClient } from './live';
import { once } from './once';

/** What a check-in or a claim changes, wherever it is shown. */
const CHANGED = ['home', 'tasks', 'check-in', 'me', 'points', 'points-entries', 'levels'];

/** Reads again what is on screen, and the rest when it is shown next. A refusal too means that the screen was behind. */
export function refreshLoop(): void {
  for (const name of CHANGED) void queryClient.invalidateQueries({ queryKey: [name] });
}

/** Checks in on the day that the screen shows as today; a call of yesterday is not repeated for it. */
export function useCheckIn(onDone: () => void) {
  return useMutation<unknown, ApiError, CheckInPartsFragment>({
    mutationFn: ({ today }) =>
      once('checkInCreate', { today }, async (idempotencyKey) => {
        const { checkInCreate } = await client.mutate(CheckInCreateDocument, { input: { idempotencyKey } });
        return checkInCreate;
      }),
    onSuccess: onDone,
    onSettled: refreshLoop,
  });
}

/** Takes the reward of a completed task, of the period that the screen shows. */
export function useClaim(onDone: (task: TaskPartsFragment) => void) {
  return useMutation<unknown, ApiError, TaskPartsFragment>({
    mutationFn: ({ task: { code: taskCode }, endsAt }) =>
      once('taskRewardClaim', { taskCode, endsAt }, async (idempotencyKey) => {
        const input = { idempotencyKey, taskCode };
        const { taskRewardClaim } = await client.mutate(TaskRewardClaimDocument, { input });
        return taskRewardClaim;
      }),
    onSuccess: (_, task) => onDone(task),
    onSettled: refreshLoop,
  });
}
