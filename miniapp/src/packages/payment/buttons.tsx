import Taro from '@tarojs/taro';
import { Tap } from '@/components/ui';
import { useWords } from '@/lib/i18n/use-i18n';
import { MALL_TAB, SCREENS } from '@/lib/screens';
import { PAYMENT_WORDS } from './words';

/** To the mall. */
export const toMall = (): void => void Taro.switchTab({ url: MALL_TAB });

/** On to the order, which takes this screen's place: the way back from it leads to the mall. */
export function OrderButton({ orderId, quiet = false }: { orderId: string; quiet?: boolean }) {
  const w = useWords(PAYMENT_WORDS);
  return (
    <Tap
      className={`button pay__button ${quiet ? 'button--quiet' : ''}`}
      onTap={() => void Taro.redirectTo({ url: `${SCREENS.order}?id=${encodeURIComponent(orderId)}` })}
    >
      {w('toOrder')}
    </Tap>
  );
}

/** Back to the mall. */
export function MallButton({ quiet = false }: { quiet?: boolean }) {
  const w = useWords(PAYMENT_WORDS);
  return (
    <Tap className={`button pay__button ${quiet ? 'button--quiet' : ''}`} onTap={toMall}>
      {w('toMall')}
    </Tap>
  );
}
