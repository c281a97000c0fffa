import { Box, Heading, Text } from '@/components/ui';
import { readDuration } from '@/lib/duration';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { rewardWords } from '@/lib/reward-words';
import type { Terms } from './terms';
import { REFERRAL_WORDS } from './words';

/** The terms of the program in force, as steps that anybody can follow. */
export function How({ terms }: { terms: Terms }) {
  const i18n = useI18n();
  const { format } = i18n;
  const w = useWords(REFERRAL_WORDS);
  const { minAmountFen, rewardsPerDay, rewardsPerMonth } = terms;
  const read = terms.window ? readDuration(terms.window) : undefined;
  const window = read ? w(read.unit, { count: format.count(read.count) }) : w('anyTime');
  const inviter = rewardWords(terms.inviterReward ?? {}, i18n, format.count);
  const invitee = rewardWords(terms.inviteeReward ?? {}, i18n, format.count);
  const steps = [
    w('how1'),
    minAmountFen ? w('how2Amount', { window, amount: format.money(minAmountFen) }) : w('how2', { window }),
    invitee ? w('how3', { inviter, invitee }) : w('how3One', { inviter }),
  ];
  const limits = [
    ...(rewardsPerDay ? [w('limitDay', { count: format.count(rewardsPerDay) })] : []),
    ...(rewardsPerMonth ? [w('limitMonth', { count: format.count(rewardsPerMonth) })] : []),
  ];
  return (
    <Box className="panel">
      <Heading level={2} className="panel__title">
        {w('how')}
      </Heading>
      <Box role="list">
        {steps.map((step, at) => (
          <Box key={step} className="referral__step" role="listitem">
            <Text className="referral__number" decorative>
              {String(at + 1)}
            </Text>
            <Text className="referral__words">{step}</Text>
          </Box>
        ))}
      </Box>
      {limits.length > 0 ? <Text className="referral__soft">{limits.join(' · ')}</Text> : null}
    </Box>
  );
}
