import { useQuery } from '@tanstack/react-query';
import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro';
import { HomeDocument, type HomeQuery } from '@/graphql/generated/graphql';
import type { ApiError } from '@/lib/errors';
import { useI18n } from '@/lib/i18n/use-i18n';
import { client, useSession } from '@/lib/live';

/** The home document of the signed-in member, kept fresh by pulling down and by coming back. */
export function useHome() {
  const { language } = useI18n();
  const signedIn = useSession().phase === 'signedIn';
  const query = useQuery<HomeQuery, ApiError>({
    queryKey: ['home', language],
    queryFn: () => client.query(HomeDocument, {}),
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
