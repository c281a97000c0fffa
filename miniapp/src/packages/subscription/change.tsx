import { useState } from 'react';
import { Ask } from '@/components/ask';
import { Box, Tap, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { usePeriods } from '@/lib/plan-words';
import type { PartProps } from './head';
import { usePlanChange } from './steps';
import type { Member } from './terms';
import { useWhy } from './why';
import { SUBSCRIPTION_WORDS } from './words';

export interface ChangeProps extends PartProps {
  quotes: Member['planQuotes'];
}

/** The change that comes at the end of the period, and the way back as long as it has not come. */
export function Changing({ subscription, timeZone }: PartProps) {
  const { format } = useI18n();
  const w = useWords(SUBSCRIPTION_WORDS);
  const undo = usePlanChange(subscription.id);
  const why = useWhy();
  const { plan, nextPlan, periodEnd } = subscription;
  if (!nextPlan) return null;
  const date = periodEnd ? format.day(periodEnd, timeZone) : '';
  return (
    <Box className="panel">
      <Text className="row__title">{w('changes', { date, plan: nextPlan.name })}</Text>
      {undo.error ? (
        <Box className="problem" role="alert">
          <Text>{why(undo.error)}</Text>
        </Box>
      ) : null}
      <Tap
        className="button button--quiet subscription__button"
        disabled={undo.isPending}
        onTap={() => undo.mutate(null)}
      >
        {w('undo', { plan: plan.name })}
      </Tap>
    </Box>
  );
}

/** 更换方案: a line that opens the choice of another plan from the end of the period on. */
export function Change({ subscription, quotes, timeZone }: ChangeProps) {
  const { format } = useI18n();
  const w = useWords(SUBSCRIPTION_WORDS);
  const [isOpen, setIsOpen] = useState(false);
  const { plan, nextPlan, periodEnd } = subscription;
  const others = quotes.filter((quote) => quote.plan.code !== plan.code);
  const date = periodEnd ? format.day(periodEnd, timeZone) : '';
  if (nextPlan || others.length === 0) return null;
  return (
    <>
      <Tap className="cell" onTap={() => setIsOpen(true)}>
        <Text className="cell__name">{w('change')}</Text>
        <Box className="cell__more" decorative />
      </Tap>
      {isOpen ? (
        <ChangeSheet subscription={subscription} others={others} date={date} onClose={() => setIsOpen(false)} />
      ) : null}
    </>
  );
}

interface ChangeSheetProps extends Pick<PartProps, 'subscription'> {
  others: Member['planQuotes'];
  date: string;
  onClose: () => void;
}

function ChangeSheet({ subscription, others, date, onClose }: ChangeSheetProps) {
  const w = useWords(SUBSCRIPTION_WORDS);
  const periods = usePeriods();
  const [chosen, setChosen] = useState(others[0]?.plan.code ?? '');
  const change = usePlanChange(subscription.id);
  const why = useWhy();
  return (
    <Ask
      title={w('change')}
      body={w('changeBody', { date })}
      yes={w('changeYes')}
      no={w('later')}
      isBusy={change.isPending}
      problem={change.error ? why(change.error) : undefined}
      onYes={() => change.mutate(chosen, { onSuccess: onClose })}
      onNo={onClose}
    >
      <Box className="subscription__plans" role="radiogroup" label={w('change')}>
        {others.map(({ plan }) => (
          <Tap
            key={plan.code}
            className={`subscription__plan ${plan.code === chosen ? 'subscription__plan--on' : ''}`}
            checked={plan.code === chosen}
            onTap={() => setChosen(plan.code)}
          >
            <Text className="subscription__plan-name">{plan.name}</Text>
            <Text className="subscription__plan-price">{periods.price(plan.priceFen, plan.period)}</Text>
          </Tap>
        ))}
      </Box>
    </Ask>
  );
}
