import Taro from '@tarojs/taro';
import { Blocked } from '@/components/blocked';
import { Cell } from '@/components/cell';
import { Notice } from '@/components/notice';
import { Screen } from '@/components/screen';
import { Box, Tap } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { useLooking } from '@/lib/looking';
import { useMemberQuery } from '@/lib/member-query';
import { isRunning } from '@/lib/plan';
import { cashierScreen, SCREENS } from '@/lib/screens';
import { tintOf } from '@/lib/theme';
import { Change, Changing } from './change';
import { SubscriptionDocument } from './generated/graphql';
import { Head, PastDue } from './head';
import { Charges, Notices, Periods } from './history';
import { Pending } from './pending';
import { Refund } from './refund';
import { Renewal } from './renewal';
import { type Member, type Subscription, wasNever } from './terms';
import { SUBSCRIPTION_WORDS } from './words';
import './subscription.scss';

const toPlans = () => void Taro.redirectTo({ url: SCREENS.membership });

/** 会员管理: how the plan stands, what is charged next and why, and every way out of it. */
export default function SubscriptionPage() {
  const query = useMemberQuery('subscription', SubscriptionDocument, {});
  const w = useWords(SUBSCRIPTION_WORDS);
  const member = query.data?.me;
  const subscription = member?.subscription;
  const isOpen =
    subscription?.state === 'PENDING' ||
    subscription?.autoRenewState === 'SIGNING' ||
    subscription?.refundRequest?.state === 'APPROVED';
  const lookOften = useLooking(isOpen, query.refetch);

  return (
    <Screen
      title="subscription.title"
      tint={member ? tintOf(member.level.level) : undefined}
      query={query}
      data={member}
    >
      {(me) => (
        <>
          <Blocked member={me} />
          {me.subscription && !wasNever(me.subscription) ? (
            <Management
              subscription={me.subscription}
              quotes={me.planQuotes}
              timeZone={query.data?.program.timeZone}
              onNews={lookOften}
            />
          ) : (
            <Notice title={w('none')} body={w('noneBody')} action={{ words: w('toPlans'), run: toPlans }} />
          )}
          <Gifts gifts={me.giftSubscriptions} />
        </>
      )}
    </Screen>
  );
}

/** 送出的会员: what was bought for others, with the code of each, which its own screen passes on. */
function Gifts({ gifts }: { gifts: Member['giftSubscriptions'] }) {
  const w = useWords(SUBSCRIPTION_WORDS);
  const bought = gifts.filter(({ state, giftState }) => giftState || state === 'PENDING');
  if (bought.length === 0) return null;
  return (
    <Box className="cells subscription__cells">
      {bought.map(({ id, plan, giftCode, giftState }) => (
        <Cell
          key={id}
          name={w('gift', { plan: plan.name })}
          value={giftCode ?? w(giftState ? `gift.${giftState}` : 'toPay')}
          to={cashierScreen(id)}
        />
      ))}
    </Box>
  );
}

interface ManagementProps {
  subscription: Subscription;
  quotes: Member['planQuotes'];
  timeZone: string | undefined;
  onNews: () => void;
}

function Management({ subscription, quotes, timeZone, onNews }: ManagementProps) {
  const { t, format } = useI18n();
  const w = useWords(SUBSCRIPTION_WORDS);
  const { state, plan, nextPlan, savedFen, canRenew } = subscription;
  const running = isRunning(subscription);
  if (state === 'PENDING') {
    return (
      <>
        <Head subscription={subscription} timeZone={timeZone} />
        <Pending subscription={subscription} />
      </>
    );
  }
  return (
    <>
      <Head subscription={subscription} timeZone={timeZone} />
      <PastDue subscription={subscription} timeZone={timeZone} />
      <Renewal subscription={subscription} timeZone={timeZone} onNews={onNews} />
      {running ? <Changing subscription={subscription} timeZone={timeZone} /> : null}
      {running ? null : (
        <Tap className="button subscription__again" onTap={toPlans}>
          {w('again')}
        </Tap>
      )}
      <Box className="cells subscription__cells">
        <Cell
          name={t('statement.title')}
          value={w('saved', { amount: format.money(savedFen) })}
          to={SCREENS.statement}
        />
        {running ? (
          <>
            <Cell name={t('benefits.title')} to={SCREENS.benefits} />
            <Cell name={t('family.title')} to={SCREENS.family} />
            <Change subscription={subscription} quotes={quotes} timeZone={timeZone} />
          </>
        ) : null}
        {canRenew ? (
          <Cell name={w('renewNow')} to={`${SCREENS.membership}?plan=${encodeURIComponent((nextPlan ?? plan).code)}`} />
        ) : null}
      </Box>
      <Notices subscription={subscription} timeZone={timeZone} />
      <Charges subscription={subscription} timeZone={timeZone} />
      <Periods subscription={subscription} timeZone={timeZone} />
      <Refund subscription={subscription} timeZone={timeZone} />
    </>
  );
}
