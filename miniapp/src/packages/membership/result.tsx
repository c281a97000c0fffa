import Taro from '@tarojs/taro';
import { Box, Heading, Tap, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { SCREENS } from '@/lib/screens';
import { Gift } from './gift';
import { useSign } from './steps';
import { isUnsigned, type Outcome } from './terms';
import type { Bought } from './use-purchase';
import { useWhy } from './why';
import { MEMBERSHIP_WORDS } from './words';

const MARKS = { checking: 'wait', closed: 'back', gift: 'good', done: 'good', over: 'back' } as const;

export interface ResultProps {
  bought: Bought;
  outcome: Exclude<Outcome, 'waiting'>;
  nickname: string;
  program: { name: string; timeZone: string };
  /** Something was done that the server will know more of soon. */
  onNews: () => void;
}

/** 结果: what became of it, and what is still to do. */
export function Result({ bought, outcome, nickname, program, onNews }: ResultProps) {
  const { format } = useI18n();
  const w = useWords(MEMBERSHIP_WORDS);
  const date = bought.periodEnd ? format.lastDay(bought.periodEnd, program.timeZone) : '';
  return (
    <>
      <Box className="pay" role="status">
        <Box className={`pay__mark pay__mark--${MARKS[outcome]}`} decorative />
        <Heading level={1} className="pay__title">
          {w(`outcome.${outcome}`)}
        </Heading>
        <Text className="pay__body">
          {outcome === 'done' ? w('doneBody', { plan: bought.plan.name, date }) : w(`outcomeBody.${outcome}`)}
        </Text>
      </Box>
      {outcome === 'gift' && bought.giftCode ? (
        <Gift code={bought.giftCode} plan={bought.plan.name} nickname={nickname} programName={program.name} />
      ) : null}
      {outcome === 'done' && isUnsigned(bought) ? <SignPanel bought={bought} onNews={onNews} /> : null}
      {outcome === 'done' && bought.autoRenewState === 'ON' ? (
        <Text className="pay__note">
          {bought.nextChargeAt
            ? w('signed', {
                date: format.day(bought.nextChargeAt, program.timeZone),
                price: format.money(bought.nextChargeFen ?? 0),
              })
            : w('signedPlain')}
        </Text>
      ) : null}
      {outcome === 'closed' || outcome === 'over' ? (
        <Tap className="button pay__button" onTap={() => void Taro.redirectTo({ url: SCREENS.membership })}>
          {w('toPlans')}
        </Tap>
      ) : outcome === 'done' || outcome === 'gift' ? (
        <Tap
          className={`button pay__button ${outcome === 'gift' || isUnsigned(bought) ? 'button--quiet' : ''}`}
          onTap={() => void Taro.redirectTo({ url: SCREENS.subscription })}
        >
          {w('toManage')}
        </Tap>
      ) : null}
    </>
  );
}

/** The second step of renewal by itself: WeChat asks as well. Without it nothing is ever taken. */
function SignPanel({ bought, onNews }: { bought: Bought; onNews: () => void }) {
  const w = useWords(MEMBERSHIP_WORDS);
  const sign = useSign(bought.id, bought.agreementVersion);
  const why = useWhy();
  const problem = sign.error ? why(sign.error) : sign.data === 'failed' ? w('signFailed') : undefined;
  return (
    <Box className="panel">
      <Heading level={2} className="panel__title">
        {w('signTitle')}
      </Heading>
      <Text className="membership__small">{w('signBody')}</Text>
      {problem ? (
        <Box className="problem" role="alert">
          <Text>{problem}</Text>
        </Box>
      ) : null}
      <Tap
        className="button membership__sign"
        disabled={sign.isPending}
        onTap={() => sign.mutate(undefined, { onSettled: onNews })}
      >
        {w(sign.isPending ? 'signBusy' : 'sign')}
      </Tap>
    </Box>
  );
}
