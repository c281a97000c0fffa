import { Box, Heading, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { rewardWords } from '@/lib/reward-words';
import type { CheckInMonthFragment } from './generated/graphql';
import { CHECK_IN_WORDS } from './words';

/** What so many check-ins of this month bring; nothing where the program has no such steps. */
export function Steps({ checkIn: { cumulative, days } }: { checkIn: CheckInMonthFragment }) {
  const i18n = useI18n();
  const { format } = i18n;
  const w = useWords(CHECK_IN_WORDS);
  const count = days.filter(({ state }) => state === 'CHECKED' || state === 'MADE_UP').length;
  if (cumulative.length === 0) return null;
  return (
    <Box className="panel">
      <Heading level={2} className="panel__title">
        {w('steps')}
      </Heading>
      <Box role="list">
        {cumulative.map((step) => (
          <Box key={step.count} className="row" role="listitem">
            <Box className="row__words">
              <Text className="row__title">{w('step', { count: format.count(step.count) })}</Text>
              <Text className="row__note">{rewardWords(step.reward, i18n)}</Text>
              <Box className="month__bar" decorative>
                <Box
                  className="month__done"
                  style={{ width: `${Math.min(100, Math.floor((count / step.count) * 100))}%` }}
                />
              </Box>
            </Box>
            <Text className={`row__figure ${step.reached ? 'row__figure--gain' : ''}`}>
              {step.reached ? w('stepReached') : w('stepAhead', { count: format.count(step.count - count) })}
            </Text>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
