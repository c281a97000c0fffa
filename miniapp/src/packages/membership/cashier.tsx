import Taro, { useRouter } from '@tarojs/taro';
import { Blocked } from '@/components/blocked';
import { Notice } from '@/components/notice';
import { Screen } from '@/components/screen';
import { useWords } from '@/lib/i18n/use-i18n';
import { SCREENS } from '@/lib/screens';
import { tintOf } from '@/lib/theme';
import { Result } from './result';
import { usePurchase } from './use-purchase';
import { Waiting } from './waiting';
import { MEMBERSHIP_WORDS } from './words';
import './membership.scss';

const toPlans = () => void Taro.redirectTo({ url: SCREENS.membership });

/** 收银台与结果: a purchase that waits for money, or what came of it. `?subscription=` says which. */
export default function CashierPage() {
  const { subscription: id = '' } = useRouter().params;
  const { query, bought, outcome, lookOften } = usePurchase(id);
  const w = useWords(MEMBERSHIP_WORDS);
  const member = query.data?.me;
  const program = query.data?.program;

  return (
    <Screen
      title="cashier.title"
      tint={member ? tintOf(member.level.level) : undefined}
      query={query}
      data={member && program ? { me: member, program } : undefined}
    >
      {(shown) => (
        <>
          <Blocked member={shown.me} />
          {!bought || !outcome ? (
            <Notice title={w('noPurchase')} body={w('noPurchaseBody')} action={{ words: w('toPlans'), run: toPlans }} />
          ) : outcome === 'waiting' ? (
            <Waiting bought={bought} onNews={lookOften} />
          ) : (
            <Result
              bought={bought}
              outcome={outcome}
              nickname={shown.me.nickname}
              program={shown.program}
              onNews={lookOften}
            />
          )}
        </>
      )}
    </Screen>
  );
}
