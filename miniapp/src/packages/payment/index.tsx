import { useRouter } from '@tarojs/taro';
import { Blocked } from '@/components/blocked';
import { Notice } from '@/components/notice';
import { Screen } from '@/components/screen';
import { useWords } from '@/lib/i18n/use-i18n';
import { tintOf } from '@/lib/theme';
import { toMall } from './buttons';
import { Result } from './result';
import { useOrder } from './use-order';
import { Waiting } from './waiting';
import { PAYMENT_WORDS } from './words';
import './payment.scss';

/** 收银台与结果: an order that waits for money, or what came of it. `?order=` says which. */
export default function PaymentPage() {
  const { order: id = '' } = useRouter().params;
  const { query, order, outcome, lookOften } = useOrder(id);
  const w = useWords(PAYMENT_WORDS);
  const member = query.data?.me;

  return (
    <Screen title="payment.title" tint={member ? tintOf(member.level.level) : undefined} query={query} data={member}>
      {(me) => (
        <>
          <Blocked member={me} />
          {!order || !outcome ? (
            <Notice title={w('none')} body={w('noneBody')} action={{ words: w('toMall'), run: toMall }} />
          ) : outcome === 'waiting' ? (
            <Waiting order={order} onNews={lookOften} />
          ) : (
            <Result order={order} outcome={outcome} available={me.points.available} />
          )}
        </>
      )}
    </Screen>
  );
}
