import { Button } from '@tarojs/components';
import { useShareAppMessage } from '@tarojs/taro';
import type { ShareButtonProps } from './share-button.types';

/** Opens WeChat's own list of friends; the menu of the page shares the same card. */
export function ShareButton({ words, title, path, onShare }: ShareButtonProps) {
  useShareAppMessage(() => {
    onShare?.();
    return { title, path };
  });
  return (
    <Button className="tap button share-button" hoverClass="tap--held" openType="share">
      {words}
    </Button>
  );
}
