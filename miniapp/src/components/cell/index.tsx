import Taro from '@tarojs/taro';
import { useI18n } from '@/lib/i18n/use-i18n';
import { Box, Tap, Text } from '../ui';

export interface CellProps {
  name: string;
  /** What stands there now; left out while there is nothing to say. */
  value?: string;
  /** How many wait to be read; none shows nothing. */
  unread?: number;
  /** The screen that it opens. */
  to: string;
}

/** A line that opens a screen. */
export function Cell({ name, value, unread = 0, to }: CellProps) {
  return (
    <Tap className="cell" onTap={() => void Taro.navigateTo({ url: to })}>
      <Text className="cell__name">{name}</Text>
      {value ? <Text className="cell__value">{value}</Text> : null}
      <Unread count={unread} />
      <Box className="cell__more" decorative />
    </Tap>
  );
}

/** A number on red, as people know it. */
export function Unread({ count }: { count: number }) {
  const { t } = useI18n();
  if (count === 0) return null;
  return (
    <Text className="unread" label={t('messages.unread', { count: String(count) })}>
      {count > 99 ? '99+' : String(count)}
    </Text>
  );
}
