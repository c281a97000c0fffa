import Taro from '@tarojs/taro';
import { useI18n } from '@/lib/i18n/use-i18n';
import { SCREENS } from '@/lib/screens';
import { Unread } from '../cell';
import { Box, Tap } from '../ui';

/** The way to the message centre, with how many messages wait there. */
export function Bell({ unread }: { unread: number }) {
  const { t } = useI18n();
  const label = unread > 0 ? t('messages.open', { count: String(unread) }) : t('messages.title');
  return (
    <Tap className="bell" label={label} onTap={() => void Taro.navigateTo({ url: SCREENS.messages })}>
      <Box className="bell__mark" decorative />
      <Unread count={unread} />
    </Tap>
  );
}
