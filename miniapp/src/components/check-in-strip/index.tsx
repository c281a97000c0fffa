import Taro from '@tarojs/taro';
import type { CheckInPartsFragment } from '@/graphql/generated/graphql';
import { wordsFor } from '@/lib/errors';
import { useI18n } from '@/lib/i18n/use-i18n';
import { useCheckIn } from '@/lib/loop';
import { rewardWords } from '@/lib/reward-words';
import { SCREENS } from '@/lib/screens';
import { Box, Heading, Tap, Text } from '../ui';

/** So many days fit in a row. */
const WEEK = 7;

export interface CheckInStripProps {
  checkIn: CheckInPartsFragment;
  /** A blocked member cannot check in, and has not. */
  blocked: boolean;
  /** Told in words after the check-in. */
  onGain: (words: string) => void;
  /** On the calendar itself there is no way to the calendar. */
  calendar?: boolean;
}

/** The ladder's days around today, and the one button; nothing where the program has no check-in. */
export function CheckInStrip({ checkIn, blocked, onGain, calendar = true }: CheckInStripProps) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { canCheckIn, streak, next } = checkIn;
  const today = rewardWords({ points: next?.points }, i18n);
  const check = useCheckIn(() => onGain(t('checkIn.gain', { reward: today })));
  if (!next) return null;
  const isDone = !canCheckIn && !blocked;
  const points = format.count(next.points);
  return (
    <Box className="panel check-in">
      <Box className="check-in__head">
        <Heading level={2} className="check-in__streak">
          {streak > 0 ? t('checkIn.streak', { days: format.count(streak) }) : t('checkIn.start')}
        </Heading>
        {calendar ? (
          <Tap className="check-in__calendar" onTap={() => void Taro.navigateTo({ url: SCREENS.checkIn })}>
            {t('checkIn.calendar')}
          </Tap>
        ) : null}
      </Box>
      <Ladder checkIn={checkIn} isDone={isDone} />
      <Box className="check-in__foot">
        <Text className="check-in__next">{t(isDone ? 'checkIn.tomorrow' : 'checkIn.now', { points })}</Text>
        <Tap
          className={`chip ${isDone ? 'chip--done' : 'chip--strong'}`}
          disabled={!canCheckIn || check.isPending}
          onTap={() => check.mutate(checkIn)}
        >
          {t(isDone ? 'checkIn.done' : 'checkIn.button')}
        </Tap>
      </Box>
      {check.error ? (
        <Box className="problem" role="alert">
          <Text>{t(wordsFor(check.error))}</Text>
        </Box>
      ) : null}
    </Box>
  );
}

/** Those seven days of the ladder among which today is. */
function Ladder({ checkIn: { ladder }, isDone }: { checkIn: CheckInPartsFragment; isDone: boolean }) {
  const { t, format } = useI18n();
  const climbed = ladder.filter(({ reached }) => reached).length;
  const at = isDone ? climbed - 1 : climbed;
  const from = Math.max(0, Math.min(Math.floor(at / WEEK) * WEEK, ladder.length - WEEK));
  return (
    <Box className="check-in__days" role="list">
      {ladder.slice(from, from + WEEK).map(({ points, reached }, index) => {
        const day = format.count(from + index + 1);
        const isToday = from + index === at;
        const state = t(reached ? 'checkIn.reached' : 'checkIn.ahead');
        return (
          <Box
            key={day}
            role="listitem"
            className={`check-in__day ${reached ? 'check-in__day--reached' : ''} ${isToday ? 'check-in__day--today' : ''}`}
          >
            <Text className="check-in__coin" label={t('checkIn.rung', { day, points: format.count(points), state })}>
              {reached ? '✓' : format.change(points)}
            </Text>
            <Text className="check-in__name" decorative>
              {isToday ? t('checkIn.todayMark') : t('checkIn.day', { day })}
            </Text>
          </Box>
        );
      })}
    </Box>
  );
}
