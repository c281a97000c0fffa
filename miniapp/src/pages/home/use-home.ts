import { HomeDocument } from '@/graphql/generated/graphql';
import { useMemberQuery } from '@/lib/member-query';

/** The home document of the signed-in member: one request for the whole tab. */
export function useHome() {
  return useMemberQuery('home', HomeDocument, {});
}
