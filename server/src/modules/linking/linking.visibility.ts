import type { Context } from '../../graphql/context';
import { mergeRequestLoader } from './linking.loaders';
import { MergeRequest } from './linking.types';

/** Requests to merge: staff see all, members those that they made, partners none. */
export async function visibleMergeRequest(context: Context, rowId: number): Promise<MergeRequest | null> {
  const row = await context.loaders.load(mergeRequestLoader, rowId);
  if (!row) return null;
  const { principal } = context;
  const maySee =
    principal.audience === 'staff' || (principal.audience === 'member' && principal.memberId === row.memberId);
  return maySee ? MergeRequest.from(row) : null;
}
