import { Box, Heading, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { usePeriods } from '@/lib/plan-words';
import type { PlanPartsFragment } from './generated/graphql';
import { percentOff, tenths } from './terms';
import { MEMBERSHIP_WORDS } from './words';

/** What comes with a plan, and what that is worth. */
export function Worth({ plan }: { plan: PlanPartsFragment }) {
  const { format } = useI18n();
  const w = useWords(MEMBERSHIP_WORDS);
  const periods = usePeriods();
  const lines = useLines(plan);
  return (
    <Box className="panel">
      <Heading level={2} className="panel__title">
        {plan.worthFen > 0
          ? w('worth', { period: periods.name(plan.period), worth: format.money(plan.worthFen) })
          : w('benefits')}
      </Heading>
      {plan.description ? <Text className="membership__small">{plan.description}</Text> : null}
      <Box role="list">
        {lines.map(({ key, name, quota, note, worth }) => (
          <Box key={key} className="row" role="listitem">
            <Box className="row__words">
              <Text className="row__title">
                {name}
                {quota ? <Text className="membership__quota">{quota}</Text> : null}
              </Text>
              {note ? <Text className="row__note">{note}</Text> : null}
            </Box>
            {worth ? <Text className="row__figure row__figure--gain">{worth}</Text> : null}
          </Box>
        ))}
      </Box>
      <Text className="row__note">{w(`scheme.${plan.scheme}`)}</Text>
    </Box>
  );
}

/** The benefits, then what is better with the plan everywhere. */
function useLines({ benefits, pointsMultiplier, memberDiscount }: PlanPartsFragment) {
  const { format, language } = useI18n();
  const w = useWords(MEMBERSHIP_WORDS);
  return [
    ...benefits.map(({ benefit, quota, per, worthFen, sharedWithFamily }) => ({
      key: benefit.code,
      name: benefit.name,
      quota: quota && per ? w(`quota.${per}`, { count: format.count(quota) }) : undefined,
      note: [benefit.description, sharedWithFamily ? w('shared') : undefined].filter(Boolean).join(' · '),
      worth: worthFen ? w('worthOne', { worth: format.money(worthFen) }) : undefined,
    })),
    ...(pointsMultiplier && Number(pointsMultiplier) > 1
      ? [
          {
            key: '*points',
            name: w('points', { factor: pointsMultiplier }),
            note: w('pointsNote'),
            quota: undefined,
            worth: undefined,
          },
        ]
      : []),
    ...(memberDiscount && Number(memberDiscount) < 1
      ? [
          {
            key: '*discount',
            name: w('discount', {
              discount: language === 'en' ? percentOff(memberDiscount) : tenths(memberDiscount),
            }),
            note: w('discountNote'),
            quota: undefined,
            worth: undefined,
          },
        ]
      : []),
  ];
}
