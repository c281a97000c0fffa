import { useMutation } from '@tanstack/react-query';
import type { ApiError } from '@/lib/errors';
import { client, queryClient } from '@/lib/live';
import { accepted, once } from '@/lib/once';
import { type Draft, inputOf } from './draft';
import {
  AddressCreateDocument,
  AddressDeleteDocument,
  type AddressPartsFragment,
  AddressUpdateDocument,
} from './generated/graphql';

const refresh = () => queryClient.invalidateQueries({ queryKey: ['addresses'] });

/** Adds an address, once, or writes the one of `addressId` anew; gives its id. */
export function useSaveAddress(addressId: string | undefined, onSaved: (id: string) => void) {
  return useMutation<string, ApiError, Draft>({
    mutationFn: async (draft) => {
      const input = inputOf(draft);
      if (addressId) {
        const { addressUpdate } = await client.mutate(AddressUpdateDocument, { input: { addressId, ...input } });
        accepted(addressUpdate);
        return addressId;
      }
      const { address } = await once('addressCreate', input, async (idempotencyKey) => {
        const { addressCreate } = await client.mutate(AddressCreateDocument, { input: { idempotencyKey, ...input } });
        return addressCreate;
      });
      return address?.id ?? '';
    },
    onSuccess: onSaved,
    onSettled: refresh,
  });
}

/** Offers an address first from now on. */
export function useMakeDefault() {
  return useMutation<unknown, ApiError, AddressPartsFragment>({
    mutationFn: async ({ id, name, phone, region, street }) => {
      const input = { addressId: id, name, phone, region, street, isDefault: true };
      const { addressUpdate } = await client.mutate(AddressUpdateDocument, { input });
      return accepted(addressUpdate);
    },
    onSettled: refresh,
  });
}

/** Deletes an address. */
export function useDeleteAddress(onDeleted: () => void) {
  return useMutation<unknown, ApiError, string>({
    mutationFn: async (addressId) => {
      const { addressDelete } = await client.mutate(AddressDeleteDocument, { input: { addressId } });
      return accepted(addressDelete);
    },
    onSuccess: onDeleted,
    onSettled: refresh,
  });
}
