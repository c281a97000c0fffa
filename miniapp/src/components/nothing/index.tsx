import Taro from '@tarojs/taro';
import { useI18n } from '@/lib/i18n/use-i18n';
import { Notice } from '../notice';

/** A list with nothing in it yet: what will be there, and the way to the home tab. */
export function Nothing({ title, body }: { title: string; body: string }) {
  const { t } = useI18n();
  const run = () => void Taro.switchTab({ url: '/pages/home/index' });
  return <Notice title={title} body={body} action={{ words: t('list.home'), run }} />;
}
