import { Box, Heading, Sheet, Tap, Text } from '@/components/ui';
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
  return (
    <Sheet label={heading} onClose={onClose}>
      <Heading level={2} className="sheet__title">
        {heading}
      </Heading>
      <Text className="points__why-title">{title}</Text>
      <Box role="list">
        {lines.map(({ name, value }) => (
          <Box key={name} className="points__why" role="listitem">
            <Text className="points__why-name">{name}</Text>
            <Text className="points__why-value">{value}</Text>
          </Box>
        ))}
      </Box>
      <Tap className="button" onTap={onClose}>
        {w('close')}
      </Tap>
    </Sheet>
  );
}

/** The parts that this line has, in the order in which they apply. */
function useLines({ at, recordedAt, why }: Entry, timeZone: string | undefined): { name: string; value: string }[] {
  const { format } = useI18n();
  const w = useWords(POINTS_WORDS);
  const [when, recorded] = [format.day(at, timeZone), format.day(recordedAt, timeZone)];
  const lines: [string, string | undefined][] = [
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
  return lines.flatMap(([name, value]) => (value ? [{ name, value }] : []));

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
