import { Box, Heading, Sheet, Tap, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { usePeriods } from '@/lib/plan-words';
import type { PlanPartsFragment } from './generated/graphql';
import { MEMBERSHIP_WORDS } from './words';

export interface AgreementProps {
  plan: PlanPartsFragment;
  part: 'agreement' | 'renewal';
  onClose: () => void;
}

/** What somebody agrees to, point by point. */
export function Agreement({ plan, part, onClose }: AgreementProps) {
  const { t } = useI18n();
  const w = useWords(MEMBERSHIP_WORDS);
  const price = usePeriods().price(plan.priceFen, plan.period);
  const points =
    part === 'agreement'
      ? [w('term.price', { plan: plan.name, price }), w('term.starts'), plan.refundPolicy, w('term.ends')]
      : [w('term.renews', { price }), w('term.notice'), w('term.retry'), w('term.cancel')];
  const title = w(part === 'agreement' ? 'agreementTitle' : 'renewalTitle');
  return (
    <Sheet label={title} onClose={onClose}>
      <Heading level={2} className="sheet__title">
        {title}
      </Heading>
      <Text className="row__note">{w('version', { version: plan.agreementVersion })}</Text>
      <Box role="list">
        {points.map((point) => (
          <Box key={point} className="membership__term" role="listitem">
            <Text>{point}</Text>
          </Box>
        ))}
      </Box>
      <Tap className="button" onTap={onClose}>
        {t('sheet.close')}
      </Tap>
    </Sheet>
  );
}
