import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro';
import type { Operation } from './client';
import type { ApiError } from './errors';
import { useI18n } from './i18n/use-i18n';
import { client, useSession } from './live';

/** A document of the signed-in member, kept fresh by pulling down and by coming back. */
export function useMemberQuery<TResult, TVariables>(
  name: string,
  document: Operation<TResult, TVariables>,
  variables: TVariables,
) {
  const { language } = useI18n();
  const signedIn = useSession().phase === 'signedIn';
  const query = useQuery<TResult, ApiError>({
    queryKey: [name, language, variables],
    queryFn: () => client.query(document, variables),
    enabled: signedIn,
  });
  const { refetch, isStale } = query;
  useDidShow(() => {
    if (signedIn && isStale) void refetch({ cancelRefetch: false });
  });
  usePullDownRefresh(() => {
    const done = () => Taro.stopPullDownRefresh();
    if (signedIn) void refetch().finally(done);
    else done();
  });
  return query;
}

/** A page of a list as every connection of the server has it. */
export interface ConnectionPage<Node> {
  edges: { cursor: string; node: Node }[];
  pageInfo: { endCursor?: string | null; hasNextPage: boolean };
}

/** A list that is read page by page. */
export interface MemberList<Node, Answer = unknown> {
  /** What came with the first page besides the list. */
  answer: Answer | undefined;
  /** Undefined until the first page is there. */
  edges: { cursor: string; node: Node }[] | undefined;
  error: ApiError | null;
  hasMore: boolean;
  isMore: boolean;
  isFetching: boolean;
  more: () => void;
  refetch: () => Promise<unknown>;
}

/**
 * A connection of the signed-in member; `pageOf` finds it in an answer. It comes with the screen that shows it. `which`
 * are the variables that make it another list.
 */
export function useMemberList<TResult, Node, TWhich extends object = object>(
  name: string,
  document: Operation<TResult, TWhich & { after?: string | null }>,
  pageOf: (answer: TResult) => ConnectionPage<Node> | undefined,
  which = {} as TWhich,
): MemberList<Node, TResult> {
  const { language } = useI18n();
  const signedIn = useSession().phase === 'signedIn';
  const query = useInfiniteQuery({
    queryKey: [name, language, which],
    queryFn: ({ pageParam }) => client.query(document, { ...which, after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last: TResult) => {
      const info = pageOf(last)?.pageInfo;
      return info?.hasNextPage ? info.endCursor : undefined;
    },
    enabled: signedIn,
  });
  const { refetch, isStale } = query;
  useDidShow(() => {
    if (signedIn && isStale) void refetch({ cancelRefetch: false });
  });
  usePullDownRefresh(() => void (signedIn && refetch().finally(() => Taro.stopPullDownRefresh())));
  return {
    answer: query.data?.pages[0],
    edges: query.data?.pages.flatMap((page) => pageOf(page)?.edges ?? []),
    error: query.error as ApiError | null,
    hasMore: query.hasNextPage,
    isMore: query.isFetchingNextPage,
    isFetching: query.isFetching,
    more: () => void query.fetchNextPage({ cancelRefetch: false }),
    refetch,
  };
}
