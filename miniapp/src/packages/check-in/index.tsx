import { useState } from 'react';
import { Blocked } from '@/components/blocked';
import { CheckInStrip } from '@/components/check-in-strip';
import { useGain } from '@/components/gain';
import { Nothing } from '@/components/nothing';
import { Screen } from '@/components/screen';
import { useWords } from '@/lib/i18n/use-i18n';
import { useMemberQuery } from '@/lib/member-query';
import { tintOf } from '@/lib/theme';
import { CheckInDocument } from './generated/graphql';
import { MakeUp } from './make-up';
import { Month } from './month';
import { Steps } from './steps';
import { CHECK_IN_WORDS } from './words';
import './check-in.scss';

/** 签到: the ladder, the month, what the month brings in all, and making up for a missed day. */
export default function CheckInPage() {
  const current = useMemberQuery('check-in', CheckInDocument, { month: null });
  const w = useWords(CHECK_IN_WORDS);
  const { gain, showGain } = useGain();
  const [missed, setMissed] = useState<string>();
  const member = current.data?.me;

  return (
    <Screen title="checkIn.title" tint={member ? tintOf(member.level.level) : undefined} query={current} data={member}>
      {(shown) => (
        <>
          <Blocked member={shown} />
          {shown.checkIn.next ? (
            <>
              <CheckInStrip
                checkIn={shown.checkIn}
                blocked={shown.status === 'BLOCKED'}
                onGain={showGain}
                calendar={false}
              />
              <Month current={shown.checkIn} onMissed={shown.status === 'BLOCKED' ? undefined : setMissed} />
              <Steps checkIn={shown.checkIn} />
            </>
          ) : (
            <Nothing title={w('none')} body={w('noneBody')} />
          )}
          {missed && shown.checkIn.makeUp ? (
            <MakeUp
              date={missed}
              makeUp={shown.checkIn.makeUp}
              available={shown.points.available}
              onGain={showGain}
              onClose={() => setMissed(undefined)}
            />
          ) : null}
          {gain}
        </>
      )}
    </Screen>
  );
}
