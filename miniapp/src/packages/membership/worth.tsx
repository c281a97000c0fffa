import { Box, Heading, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { usePeriods } from '@/lib/plan-words';
import type { PlanPartsFragment } from './generated/graphql';
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
      <Text className="row__note">{[plan.description, w(`scheme.${plan.scheme}`)].filter(Boolean).join(' ')}</Text>
      <Box role="list">
        {lines.map(({ key, name, note, worth }) => (
          <Box key={key} className="row" role="listitem">
            <Box className="row__words">
              <Text className="row__title">{name}</Text>
              {note ? <Text className="row__note">{note}</Text> : null}
            </Box>
            {worth ? <Text className="row__figure row__figure--gain">{worth}</Text> : null}
          </Box>
        ))}
      </Box>
    </Box>
  );
}

/** The benefits, then what is better with the plan everywhere. */
function useLines({ benefits, pointsMultiplier }: PlanPartsFragment) {
  const { format } = useI18n();
  const w = useWords(MEMBERSHIP_WORDS);
  return [
    ...benefits.map(({ benefit, quota, per, worthFen, sharedWithFamily }) => ({
      key: benefit.code,
      name: benefit.name,
      note: [
        benefit.description,
        quota && per ? w(`quota.${per}`, { count: format.count(quota) }) : undefined,
        sharedWithFamily ? w('shared') : undefined,
      ]
        .filter(Boolean)
        .join(' · '),
      worth: worthFen ? w('worthOne', { worth: format.money(worthFen) }) : undefined,
    })),
    ...(pointsMultiplier && Number(pointsMultiplier) > 1
      ? [{ key: '*points', name: w('points', { factor: pointsMultiplier }), note: w('pointsNote'), worth: undefined }]
      : []),
  ];
}
