import { Box, Tap, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { usePeriods } from '@/lib/plan-words';
import { bestValue, type Quote } from './terms';
import { MEMBERSHIP_WORDS } from './words';

export interface PlanChoiceProps {
  quotes: readonly Quote[];
  /** The code of the chosen plan. */
  chosen: string;
  onChoose: (plan: string) => void;
}

/** The plans side by side: what each costs now, and by the month. */
export function PlanChoice({ quotes, chosen, onChoose }: PlanChoiceProps) {
  const { format } = useI18n();
  const w = useWords(MEMBERSHIP_WORDS);
  const periods = usePeriods();
  const best = bestValue(quotes);
  return (
    <Box className="plans" role="radiogroup" label={w('plans')}>
      {quotes.map(({ plan, priceFen, reason }) => {
        const isLower = priceFen < plan.priceFen;
        return (
          <Tap
            key={plan.code}
            className={`plans__one ${plan.code === chosen ? 'plans__one--on' : ''}`}
            checked={plan.code === chosen}
            onTap={() => onChoose(plan.code)}
          >
            {reason !== 'NORMAL' ? (
              <Text className="plans__badge">{w(`reason.${reason}`)}</Text>
            ) : plan.code === best ? (
              <Text className="plans__badge plans__badge--best">{w('best')}</Text>
            ) : null}
            <Text className="plans__name">{plan.name}</Text>
            <Text className="plans__price">{format.money(priceFen)}</Text>
            <Text className="plans__note">
              {reason === 'TRIAL' && plan.trial
                ? w('trialFor', { period: periods.name(plan.trial.period) })
                : isLower
                  ? w('insteadOf', { price: format.money(plan.priceFen) })
                  : w('each', { period: periods.name(plan.period) })}
            </Text>
            <Text className="plans__month">
              {reason === 'TRIAL'
                ? plan.firstPriceFen === null
                  ? w('afterTrial', { price: periods.price(plan.priceFen, plan.period) })
                  : w('firstAfterTrial', { price: format.money(plan.firstPriceFen) })
                : w('monthly', { price: format.money(plan.monthlyPriceFen) })}
            </Text>
          </Tap>
        );
      })}
    </Box>
  );
}
