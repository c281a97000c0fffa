import { useReachBottom } from '@tarojs/taro';
import { useI18n } from '@/lib/i18n/use-i18n';
import type { MemberList } from '@/lib/member-query';
import { Tap, Text } from '../ui';

export interface LoadMoreProps {
  list: Pick<MemberList<unknown>, 'hasMore' | 'isMore' | 'more'>;
  /** Left out where reaching the bottom of the screen must not load this list. */
  byScroll?: boolean;
}

/** The foot of a long list: loads by scrolling, and by a tap where nobody scrolls; says so when it is over. */
export function LoadMore({ list: { hasMore, isMore, more }, byScroll = false }: LoadMoreProps) {
  const { t } = useI18n();
  useReachBottom(() => {
    if (byScroll && hasMore) more();
  });
  if (!hasMore) return <Text className="more__end">{t('list.end')}</Text>;
  return (
    <Tap className="more" disabled={isMore} onTap={more}>
      {t(isMore ? 'state.loading' : 'list.more')}
    </Tap>
  );
}
