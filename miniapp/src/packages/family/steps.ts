import { useMutation } from '@tanstack/react-query';
import type { ApiError } from '@/lib/errors';
import { client } from '@/lib/live';
import { once } from '@/lib/once';
import { refreshPlan } from '@/lib/refresh-plan';
import {
  FamilyAcceptDocument,
  type FamilyAcceptMutation,
  FamilyInviteDocument,
  FamilyLeaveDocument,
  FamilyRemoveDocument,
} from './generated/graphql';

/** Opens an invitation; the day is part of it, so that an old one that has run out is not answered again. */
export function useInvite() {
  return useMutation<unknown, ApiError>({
    mutationFn: () =>
      once('familyInvite', { at: new Date().toDateString() }, async (idempotencyKey) => {
        return (await client.mutate(FamilyInviteDocument, { input: { idempotencyKey } })).familyInvite;
      }),
    onSettled: () => refreshPlan(),
  });
}

/** Joins the family of a code, once. */
export function useAccept() {
  return useMutation<FamilyAcceptMutation['familyAccept'], ApiError, string>({
    mutationFn: (code) =>
      once('familyAccept', { code }, async (idempotencyKey) => {
        return (await client.mutate(FamilyAcceptDocument, { input: { code, idempotencyKey } })).familyAccept;
      }),
    onSettled: () => void refreshPlan(),
  });
}

/** Removes somebody, or without a name leaves oneself. */
export function usePart(memberId: string | undefined) {
  return useMutation<unknown, ApiError>({
    mutationFn: () =>
      memberId === undefined
        ? once('familyLeave', {}, async (idempotencyKey) => {
            return (await client.mutate(FamilyLeaveDocument, { input: { idempotencyKey } })).familyLeave;
          })
        : once('familyRemove', { memberId }, async (idempotencyKey) => {
            return (await client.mutate(FamilyRemoveDocument, { input: { memberId, idempotencyKey } })).familyRemove;
          }),
    onSettled: () => refreshPlan(),
  });
}
