import { Facts } from '@/components/facts';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { type Entry, useTitle } from './entry';
import { readRate } from './rate';
import { POINTS_WORDS } from './words';

const MULTIPLIERS = ['level', 'plan', 'campaign', 'returning'] as const;

export interface WhyProps {
  entry: Entry;
  timeZone: string | undefined;
  onClose: () => void;
}

/** How one number came about, from the rule to the cap, in words. */
export function Why({ entry, timeZone, onClose }: WhyProps) {
  const { format } = useI18n();
  const w = useWords(POINTS_WORDS);
  const title = useTitle(entry);
  const lines = useLines(entry, timeZone);
  const heading = w('why', { change: format.change(entry.delta) });
  return <Facts title={heading} lead={title} lines={lines} onClose={onClose} />;
}

/** The parts that this line has, in the order in which they apply. */
function useLines({ at, recordedAt, why }: Entry, timeZone: string | undefined): [string, string | undefined][] {
  const { format } = useI18n();
  const w = useWords(POINTS_WORDS);
  const [when, recorded] = [format.day(at, timeZone), format.day(recordedAt, timeZone)];
  return [
    [w('why.at'), when],
    [w('why.recorded'), recorded === when ? undefined : recorded],
    [w('why.amount'), why.amountFen ? format.money(why.amountFen) : undefined],
    [w('why.rate'), why.rate ? rateIn(why.rate) : undefined],
    [w('why.multiplier'), why.multipliers.map(multiplierIn).join(' · ')],
    [w('why.beforeCap'), why.beforeCap ? w('amount', { points: format.count(why.beforeCap) }) : undefined],
    [w('why.cut'), why.cuts.map(cutIn).join(' · ')],
    [w('why.debt'), why.toDebt ? w('toDebt.words', { points: format.count(why.toDebt) }) : undefined],
    [w('why.event'), why.eventId ?? undefined],
    [w('why.reverses'), why.reverses ?? undefined],
    [w('why.version'), w('version.words', { version: String(why.programVersion) })],
  ];

  function rateIn(rate: string): string {
    const read = readRate(rate);
    return 'fixed' in read ? w('rate.fixed', { points: read.fixed }) : w('rate.perYuan', read);
  }
  function multiplierIn({ kind, factor }: { kind: string; factor: string }): string {
    const known = MULTIPLIERS.find((one) => one === kind) ?? 'other';
    return w('times', { what: w(`multiplier.${known}`), factor });
  }
  /** The cap of a source names it after a colon; without one it is that of the account. */
  function cutIn({ cap, by }: { cap: string; by: number }): string {
    return w(cap.includes(':') ? 'cut.rule' : 'cut.account', { points: format.count(by) });
  }
}
