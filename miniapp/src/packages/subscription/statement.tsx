import Taro from '@tarojs/taro';
import { useState } from 'react';
import { Blocked } from '@/components/blocked';
import { Facts } from '@/components/facts';
import { LoadMore } from '@/components/load-more';
import { Notice } from '@/components/notice';
import { Screen } from '@/components/screen';
import { Box, Heading, Tap, Text } from '@/components/ui';
import type { Format } from '@/lib/format';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { useMemberList } from '@/lib/member-query';
import { SCREENS } from '@/lib/screens';
import { tintOf } from '@/lib/theme';
import { SavingsDocument, type SavingsQuery } from './generated/graphql';
import { SUBSCRIPTION_WORDS } from './words';
import './subscription.scss';

type Paid = NonNullable<NonNullable<SavingsQuery['me']>['subscription']>;
type Saving = Paid['savings']['edges'][number]['node'];

const pageOf = (answer: SavingsQuery) => answer.me?.subscription?.savings;
const toPlans = () => void Taro.redirectTo({ url: SCREENS.membership });

/** `+¥5`, `−¥1.50`. */
const changeOf = (format: Format, fen: number) => `${fen > 0 ? '+' : ''}${format.money(fen)}`;

/** 省钱账单: what the plan has saved against what was paid for it, line by line, and why. */
export default function StatementPage() {
  const list = useMemberList('savings', SavingsDocument, pageOf);
  const w = useWords(SUBSCRIPTION_WORDS);
  const [shown, setShown] = useState<Saving>();
  const member = list.answer?.me;
  const timeZone = list.answer?.program.timeZone;

  return (
    <Screen title="statement.title" tint={member ? tintOf(member.level.level) : undefined} query={list} data={member}>
      {(me) =>
        me.subscription ? (
          <>
            <Blocked member={me} />
            <Total paid={me.subscription} />
            {list.edges && list.edges.length > 0 ? (
              <>
                <Box className="panel" role="list">
                  {list.edges.map(({ cursor, node }) => (
                    <Box key={cursor} role="listitem">
                      <Line saving={node} timeZone={timeZone} onTap={() => setShown(node)} />
                    </Box>
                  ))}
                </Box>
                <LoadMore list={list} byScroll />
              </>
            ) : (
              <Box className="panel">
                <Text className="row__note">{w('noSavings')}</Text>
                <Tap
                  className="button button--quiet subscription__button"
                  onTap={() => void Taro.navigateTo({ url: SCREENS.benefits })}
                >
                  {w('toBenefits')}
                </Tap>
              </Box>
            )}
            {shown ? <Why saving={shown} timeZone={timeZone} onClose={() => setShown(undefined)} /> : null}
          </>
        ) : (
          <Notice title={w('none')} body={w('noneBody')} action={{ words: w('toPlans'), run: toPlans }} />
        )
      }
    </Screen>
  );
}

/** 已省: the sum of all lines, and what was paid meanwhile. */
function Total({ paid: { savedFen, plan, periods } }: { paid: Paid }) {
  const { format } = useI18n();
  const w = useWords(SUBSCRIPTION_WORDS);
  const cost = periods.reduce((sum, { paidFen, refundedFen }) => sum + paidFen - refundedFen, 0);
  return (
    <Box className="subscription__card subscription__total">
      <Text className="subscription__end">{w('savedSoFar', { plan: plan.name })}</Text>
      <Heading level={1} className="subscription__amount">
        {format.money(savedFen)}
      </Heading>
      <Text className="subscription__charge">{w('cost', { amount: format.money(cost) })}</Text>
      {cost > 0 && savedFen >= cost ? (
        <Text className="subscription__even">{w('even', { amount: format.money(savedFen - cost) })}</Text>
      ) : null}
    </Box>
  );
}

interface LineProps {
  saving: Saving;
  timeZone: string | undefined;
}

function Line({ saving: { text, at, kind, amountFen }, timeZone, onTap }: LineProps & { onTap: () => void }) {
  const { format } = useI18n();
  const w = useWords(SUBSCRIPTION_WORDS);
  return (
    <Tap className="row" onTap={onTap}>
      <Box className="row__words">
        <Text className="row__title">{text}</Text>
        <Text className="row__note">{`${format.day(at, timeZone)} · ${w(`kind.${kind}`)}`}</Text>
      </Box>
      <Text className={`row__figure ${amountFen > 0 ? 'row__figure--gain' : ''}`}>{changeOf(format, amountFen)}</Text>
      <Box className="cell__more" decorative />
    </Tap>
  );
}

/** Where one line comes from. */
function Why({ saving, timeZone, onClose }: LineProps & { onClose: () => void }) {
  const { format } = useI18n();
  const w = useWords(SUBSCRIPTION_WORDS);
  const { text, at, kind, amountFen, why } = saving;
  return (
    <Facts
      title={w('why', { change: changeOf(format, amountFen) })}
      lead={text}
      lines={[
        [w('why.at'), format.moment(at, timeZone)],
        [w('why.kind'), w(`kind.${kind}`)],
        [w('why.amount'), why.amountFen ? format.money(why.amountFen) : undefined],
        [w('why.event'), why.eventId ?? undefined],
        [w('why.source'), why.source ?? undefined],
        [w('why.version'), w('version', { version: String(why.programVersion) })],
      ]}
      onClose={onClose}
    />
  );
}
