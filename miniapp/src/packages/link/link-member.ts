import { ApiError } from '@/lib/errors';
import { client, queryClient, session } from '@/lib/live';
import { MemberLinkDocument, type MemberLinkMutation } from './generated/graphql';

type Payload = MemberLinkMutation['memberLink'];

/** What became of it: joined, gone on as another member, or left for staff to decide. */
export type Linked =
  | { kind: 'joined' | 'moved'; member: NonNullable<Payload['member']> }
  | { kind: 'waiting'; requestedAt: string };

/**
 * Joins the partner's reference that the token stands for. The key comes from the token, which works once: another try,
 * even after a restart, is the same call, and nothing secret has to be kept for it. Throws `ApiError`.
 */
export async function linkMember(token: string): Promise<Linked> {
  const input = { token, idempotencyKey: `link-${digestOf(token)}` };
  const { memberLink } = await client.mutate(MemberLinkDocument, { input });
  const { member, mergeRequest, session: next, userErrors } = memberLink;
  const [problem] = userErrors;
  if (problem) throw new ApiError('refused', { code: problem.code, message: problem.message });
  if (mergeRequest) return { kind: 'waiting', requestedAt: mergeRequest.requestedAt };
  if (!member) throw new ApiError('server', { message: 'A member was promised and not sent' });
  if (next) session.adopt(next);
  // Whoever it is now, what was read before is no longer true.
  void queryClient.resetQueries();
  return { kind: next ? 'moved' : 'joined', member };
}

/** Two FNV-1a sums: enough to tell tokens apart, and the token cannot be had back from them. */
function digestOf(text: string): string {
  return [0x811c9dc5, 0x01000193]
    .map((start) => {
      let sum = start;
      for (const char of text) sum = Math.imul(sum ^ char.charCodeAt(0), 0x01000193);
      return (sum >>> 0).toString(16).padStart(8, '0');
    })
    .join('');
}
