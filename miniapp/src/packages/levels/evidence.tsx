import { LoadMore } from '@/components/load-more';
import { ErrorNotice } from '@/components/notice';
import { Box, Heading, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { useMemberList } from '@/lib/member-query';
import { ruleWords } from '@/lib/rules';
import { LevelEvidenceDocument, type LevelEvidenceQuery } from './generated/graphql';
import { LEVELS_WORDS } from './words';

const pageOf = (answer: LevelEvidenceQuery) => answer.me?.level.why.entries;

type Piece = NonNullable<LevelEvidenceQuery['me']>['level']['why']['entries']['edges'][number]['node'];

/** Why the member is on this level: the whole story, and every line that the score is made of. */
export function Evidence({ text, timeZone }: { text: string; timeZone: string }) {
  const { t } = useI18n();
  const w = useWords(LEVELS_WORDS);
  const list = useMemberList('level-evidence', LevelEvidenceDocument, pageOf);
  return (
    <Box className="panel">
      <Heading level={2} className="panel__title">
        {w('why')}
      </Heading>
      <Text className="levels__story">{text}</Text>
      <Heading level={3} className="levels__subtitle">
        {w('evidence')}
      </Heading>
      {list.edges ? (
        <>
          <Box role="list">
            {list.edges.map(({ cursor, node }) => (
              <PieceRow key={cursor} piece={node} timeZone={timeZone} />
            ))}
          </Box>
          {list.edges.length === 0 ? <Text className="more__end">{w('noEvidence')}</Text> : <LoadMore list={list} />}
        </>
      ) : list.error && !list.isFetching ? (
        <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <Text className="more__end">{t('state.loading')}</Text>
      )}
    </Box>
  );
}

/** Sums of money count in fen; everything else in its own points. */
const MONEY = new Set(['amount', 'recharge', 'holding', 'termWeighted']);

function PieceRow({ piece, timeZone }: { piece: Piece; timeZone: string }) {
  const { format, language } = useI18n();
  const { basis, delta, reason, rule, at, amountFen, eventId } = piece;
  const title = ruleWords(rule, language) ?? reason ?? eventId ?? basis;
  const notes = [format.day(at, timeZone), ...(amountFen ? [format.money(amountFen)] : [])];
  const sum = MONEY.has(basis) ? `${delta > 0 ? '+' : ''}${format.money(delta)}` : format.change(delta);
  return (
    <Box className="row" role="listitem">
      <Box className="row__words">
        <Text className="row__title">{title}</Text>
        <Text className="row__note">{notes.join(' · ')}</Text>
      </Box>
      <Text className={`row__figure ${delta > 0 ? 'row__figure--gain' : ''}`}>{sum}</Text>
    </Box>
  );
}
