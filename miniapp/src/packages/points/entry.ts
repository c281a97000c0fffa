import { useI18n } from '@/lib/i18n/use-i18n';
import { ruleWords } from '@/lib/rules';
import type { PointsEntriesQuery } from './generated/graphql';

export type Entry = NonNullable<PointsEntriesQuery['me']>['points']['entries']['edges'][number]['node'];

/** What a line is: of what was earned, for what; of everything else, what kind of line. */
export function useTitle({ kind, reason, why }: Entry): string {
  const { language } = useI18n();
  const rule = ruleWords(why.rule, language);
  // A penalty is called what it is for.
  if (!rule || kind === 'PENALTY') return reason;
  return kind === 'EARN' ? rule : `${reason} · ${rule}`;
}
