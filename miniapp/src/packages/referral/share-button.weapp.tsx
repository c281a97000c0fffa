import { Button } from '@tarojs/components';
import { useShareAppMessage } from '@tarojs/taro';
import { INVITE_CODE } from '@/lib/session';
import type { ShareButtonProps } from './share-button.types';

/** Opens WeChat's own list of friends; the menu of the page shares the same card. */
export function ShareButton({ words, title, code, onShare }: ShareButtonProps) {
  useShareAppMessage(() => {
    onShare();
    return { title, path: `/pages/home/index?${INVITE_CODE}=${code}` };
  });
  return (
    <Button className="tap button referral__share" hoverClass="tap--held" openType="share">
      {words}
    </Button>
  );
}
