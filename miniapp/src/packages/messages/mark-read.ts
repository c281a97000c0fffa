import { type InfiniteData, useMutation } from '@tanstack/react-query';
import { ApiError, toApiError } from '@/lib/errors';
import { client, queryClient } from '@/lib/live';
import { type MessagesQuery, NotificationMarkReadDocument, type NotificationMarkReadInput } from './generated/graphql';

/** Marks messages as read. The list shows it once the server has said so; whoever shows the number hears of it. */
export function useMarkRead() {
  return useMutation<number, ApiError, NotificationMarkReadInput>({
    mutationFn: async (input) => {
      const { notificationMarkRead } = await client.mutate(NotificationMarkReadDocument, { input });
      const [problem] = notificationMarkRead.userErrors;
      if (problem) throw new ApiError('refused', { code: problem.code, message: problem.message });
      if (!notificationMarkRead.member) throw toApiError(new Error('A member was promised and not sent'));
      return notificationMarkRead.member.unreadCount;
    },
    onSuccess: (unreadCount, input) => {
      queryClient.setQueriesData<InfiniteData<MessagesQuery>>({ queryKey: ['messages'] }, (held) =>
        held ? { ...held, pages: held.pages.map((page) => readIn(page, input, unreadCount)) } : held,
      );
      void queryClient.invalidateQueries({ queryKey: ['home'] });
      void queryClient.invalidateQueries({ queryKey: ['me'] });
    },
  });
}

/** A page of the list with those messages read; when exactly is the server's to say, at the next look. */
function readIn(page: MessagesQuery, { ids, all }: NotificationMarkReadInput, unreadCount: number): MessagesQuery {
  if (!page.me) return page;
  const { notifications } = page.me;
  const edges = notifications.edges.map((edge) => {
    const isRead = edge.node.readAt || !(all || ids?.includes(edge.node.id));
    return isRead ? edge : { ...edge, node: { ...edge.node, readAt: edge.node.createdAt } };
  });
  return { ...page, me: { ...page.me, unreadCount, notifications: { ...notifications, edges } } };
}
