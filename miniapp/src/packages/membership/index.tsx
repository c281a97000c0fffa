import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Blocked } from '@/components/blocked';
import { Nothing } from '@/components/nothing';
import { Screen } from '@/components/screen';
import { Box, Tap, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { useMemberQuery } from '@/lib/member-query';
import { bestQuote, isRunning } from '@/lib/plan';
import { cashierScreen, SCREENS } from '@/lib/screens';
import { tintOf } from '@/lib/theme';
import { MembershipDocument } from './generated/graphql';
import { OfferStrip } from './offer-strip';
import { PlanChoice } from './plan-choice';
import { Purchase } from './purchase';
import { RedeemCode } from './redeem-code';
import type { Member } from './terms';
import { MEMBERSHIP_WORDS } from './words';
import { Worth } from './worth';
import './membership.scss';

/** 开通: what there is, what it costs now and what it is worth; `?plan=` chooses one, `?code=` brings a code along. */
export default function MembershipPage() {
  const query = useMemberQuery('membership', MembershipDocument, {});
  const { plan: wanted, code } = useRouter().params;
  const w = useWords(MEMBERSHIP_WORDS);
  const [chosen, setChosen] = useState(wanted);
  const member = query.data?.me;
  const timeZone = query.data?.program.timeZone;

  return (
    <Screen title="membership.title" tint={member ? tintOf(member.level.level) : undefined} query={query} data={member}>
      {(me) => {
        const quotes = me.planQuotes;
        const quote = quotes.find(({ plan }) => plan.code === chosen) ?? bestQuote(quotes) ?? quotes[0];
        return (
          <>
            <Blocked member={me} />
            <Standing member={me} timeZone={timeZone} />
            {quote ? (
              <>
                <OfferStrip quotes={quotes} onOver={() => void query.refetch()} onChoose={setChosen} />
                <PlanChoice quotes={quotes} chosen={quote.plan.code} onChoose={setChosen} />
                <Worth plan={quote.plan} />
                <Purchase key={quote.plan.code} quote={quote} member={me} />
              </>
            ) : (
              <Nothing title={w('none')} body={w('noneBody')} />
            )}
            <RedeemCode code={code} />
          </>
        );
      }}
    </Screen>
  );
}

/** What the member has already: a plan that runs, a payment that waits, or a place in a family. */
function Standing({ member: { subscription, family }, timeZone }: { member: Member; timeZone: string | undefined }) {
  const { format } = useI18n();
  const w = useWords(MEMBERSHIP_WORDS);
  if (isRunning(subscription)) {
    const date = subscription.periodEnd ? format.lastDay(subscription.periodEnd, timeZone) : '';
    return (
      <Note
        words={w('running', { plan: subscription.plan.name, date })}
        go={w('manage')}
        run={() => void Taro.navigateTo({ url: SCREENS.subscription })}
      />
    );
  }
  if (subscription?.state === 'PENDING') {
    return (
      <Note
        words={w('pending', { plan: subscription.plan.name })}
        go={w('toPay')}
        run={() => void Taro.navigateTo({ url: cashierScreen(subscription.id) })}
      />
    );
  }
  if (family && !family.isOwner) {
    return (
      <Note
        words={w('inFamily', { nickname: family.owner.nickname })}
        go={w('toFamily')}
        run={() => void Taro.navigateTo({ url: SCREENS.family })}
      />
    );
  }
  return null;
}

function Note({ words, go, run }: { words: string; go: string; run: () => void }) {
  return (
    <Box className="panel membership__note">
      <Text className="membership__note-words">{words}</Text>
      <Tap className="chip" onTap={run}>
        {go}
      </Tap>
    </Box>
  );
}
