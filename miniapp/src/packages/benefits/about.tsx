import { Facts } from '@/components/facts';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { type Held, periodKind, useLeft } from './quota';
import { BENEFITS_WORDS } from './words';

export interface AboutProps {
  held: Held;
  timeZone: string | undefined;
  onClose: () => void;
}

/** One benefit: what it is, what is left of it, and what brings it or brings it again. */
export function About({ held, timeZone, onClose }: AboutProps) {
  const { format } = useI18n();
  const w = useWords(BENEFITS_WORDS);
  const left = useLeft();
  const { benefit, state, quota, used, period, resetsAt, lockedBy } = held;
  const hasQuota = typeof quota === 'number' && quota > 0;
  return (
    <Facts
      title={benefit.name}
      lead={benefit.description ?? w(`kind.${benefit.kind}`)}
      lines={[
        [w('state'), w(`state.${state}`)],
        [w('lockedBy'), lockedBy?.name],
        [w('growth'), lockedBy ? format.count(lockedBy.threshold) : undefined],
        [w('remaining'), left(held)],
        [w('used'), hasQuota ? w('times', { count: format.count(used ?? 0) }) : undefined],
        [
          w('quota'),
          hasQuota ? w('much', { when: w(`in.${periodKind(period ?? '')}`), count: format.count(quota) }) : undefined,
        ],
        [w('resets'), hasQuota && resetsAt ? format.day(resetsAt, timeZone) : undefined],
      ]}
      onClose={onClose}
    />
  );
}
