import Taro from '@tarojs/taro';
import { Box, Tap, Text } from '@/components/ui';
import type { HomeQuery } from '@/graphql/generated/graphql';
import { useI18n } from '@/lib/i18n/use-i18n';
import { bestQuote, isRunning } from '@/lib/plan';
import { usePeriods } from '@/lib/plan-words';
import { cashierScreen, SCREENS } from '@/lib/screens';

export interface PlanBannerProps {
  member: Pick<NonNullable<HomeQuery['me']>, 'subscription' | 'planQuotes'>;
  timeZone: string;
}

/** 付费会员: the plan that runs with its end, else what the best one costs and is worth; nothing where there is none. */
export function PlanBanner(props: PlanBannerProps) {
  const banner = useBanner(props);
  if (!banner) return null;
  const { title, note, go, to } = banner;
  return (
    <Tap className="plan-banner" onTap={() => void Taro.navigateTo({ url: to })}>
      <Box className="plan-banner__words">
        <Text className="plan-banner__title">{title}</Text>
        <Text className="plan-banner__note">{note}</Text>
      </Box>
      <Text className="plan-banner__go">{go}</Text>
    </Tap>
  );
}

function useBanner({ member: { subscription, planQuotes }, timeZone }: PlanBannerProps) {
  const { t, format } = useI18n();
  const periods = usePeriods();
  if (isRunning(subscription)) {
    const { plan, state, nextChargeAt, periodEnd, savedFen } = subscription;
    const saved = format.money(savedFen);
    const note =
      state === 'PAST_DUE'
        ? t('membership.pastDue')
        : nextChargeAt
          ? t('membership.renews', { date: format.day(nextChargeAt, timeZone), saved })
          : t('membership.until', { date: periodEnd ? format.lastDay(periodEnd, timeZone) : '', saved });
    return { title: plan.name, note, go: t('membership.manage'), to: SCREENS.subscription };
  }
  if (subscription?.state === 'PENDING') {
    const to = cashierScreen(subscription.id);
    return { title: subscription.plan.name, note: t('membership.toPay'), go: t('membership.pay'), to };
  }
  const quote = bestQuote(planQuotes);
  if (!quote) return undefined;
  const { plan, priceFen, reason, offer } = quote;
  const isTrial = reason === 'TRIAL' && plan.trial;
  const price = periods.price(priceFen, isTrial ? isTrial.period : plan.period);
  return {
    title: t('membership.worth', { plan: plan.name, worth: format.money(plan.worthFen) }),
    note: offer
      ? t('membership.offer', { offer: offer.name, price: format.money(offer.normalPriceFen) })
      : periods.price(plan.monthlyPriceFen, 'P1M'),
    go: t(isTrial ? 'membership.fromTrial' : 'membership.from', { price }),
    to: SCREENS.membership,
  };
}
